import { code, markdownTable } from '../markdown-table.ts';
import type { Results } from './results.ts';

/** The latest figures as tables, each with its date and the command that gave them. */

export function crashFigures({ crash }: Results): string {
  if (crash === null) return NOTHING;
  return figures(crash, [
    ['Kills', crash.kills],
    ['Lost', crash.lost],
    ['Re-executed', crash.reExecuted],
    ['Unattributed duplicates', crash.unattributed],
    ['Anything else that must not be', crash.illegal],
    ['Runs, of which acknowledged starts', `${count(crash.runs)}, ${count(crash.starts)}`],
    ['Events in logs, effects outside', `${count(crash.events)}, ${count(crash.effects)}`],
    ['Effects that happened twice, each between effect and record', crash.duplicates],
    ['Polls and streamed events that were compared', count(crash.polls + crash.streamed)],
  ]);
}

export function powerFigures({ powerLoss }: Results): string {
  if (powerLoss === null) return NOTHING;
  const { found, controls, boots, bootProblems } = powerLoss;
  const lostOf = (control: typeof found): string => `${control.lost} of ${control.states}`;
  return figures(powerLoss, [
    ['Disk states', found.states],
    ['Lost', found.lost],
    ['Corrupt', found.corrupt],
    ['States that a real server was started on; problems', `${boots}; ${bootProblems.length}`],
    ['Things said that had to be there', found.claims],
    ['Recorded operations, of which syncs', `${count(powerLoss.operations)}, ${count(powerLoss.syncs)}`],
    ['Control, `synchronous = NORMAL`: states with losses', `${lostOf(controls.weakSyncs)}, up to ${controls.weakSyncs.lostMost} things`],
    ['Control, names of files not synced: corrupt states', `${controls.noFolderSyncs.corrupt} of ${controls.noFolderSyncs.states}`],
  ]);
}

export function simulationFigures({ simulation }: Results): string {
  if (simulation === null) return NOTHING;
  const { seeds, events, crashes, violations, plants } = simulation;
  const found = plants.filter(({ promise }) => promise !== null);
  const table = figures(simulation, [
    ['Seeds', seeds],
    ...(violations === undefined ? [] : [['Seeds that broke a promise', violations] as const]),
    ['Events', events],
    ['Crashes', crashes],
    ['Planted bugs, of which found', `${plants.length}, ${found.length}`],
  ]);
  if (plants.length === 0) return table;
  const rows = plants.map(({ name, seeds: needed, promise }) => [name, promise === null ? '**not found**' : count(needed), promise ?? '']);
  return `${table}\n\n${markdownTable(['Planted bug', 'Found in seed number', 'By the promise'], rows)}`;
}

export function faultFigures({ faults }: Results): string {
  if (faults === null) return NOTHING;
  const rows = faults.tests.map(({ file, name, outcome }) => [name, code(file), outcome === 'passed' ? 'yes' : `**${outcome}**`]);
  return `${taken(faults)}\n\n${markdownTable(['Test', 'File', 'Passed'], rows)}`;
}

export function fsyncFigures({ faults }: Results): string {
  if (faults === null || faults.measured.length === 0) return NOTHING;
  return `${taken(faults)}\n\n${faults.measured.map((line) => `- ${line}`).join('\n')}`;
}

const NOTHING = 'No figures have been recorded yet.';

function figures(how: How, rows: readonly (readonly [string, number | string])[]): string {
  const cells = rows.map(([name, value]) => [name, typeof value === 'number' ? count(value) : value]);
  return `${taken(how)}\n\n${markdownTable(['Counted', 'Value'], cells)}`;
}

interface How {
  readonly date?: string | undefined;
  readonly command?: string | undefined;
}

function taken({ date, command }: How): string {
  const [when, by] = [date === undefined ? '' : ` of ${date}`, command === undefined ? '' : `, by ${code(command)}`];
  return `Figures${when}${by}:`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

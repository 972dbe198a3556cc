import { DEADLY, ENDLESS, MISBEHAVIOURS } from '../../../tests/faults/misbehaviours.ts';
import type { Case } from '../../../tests/faults/misbehaviours.ts';
import { renderCrashPoints } from '../crash-points.ts';
import { code, markdownTable } from '../markdown-table.ts';
import { crashFigures, faultFigures, fsyncFigures, powerFigures, simulationFigures } from './figures.ts';
import { PROMISES } from './promises.ts';
import type { Way } from './promises.ts';
import { readResults } from './results.ts';
import { CLOCK, CRASH, DISK, FSYNC, LIMITS_OF_PROOF, OPENING, POWER, SIMULATION, WORKFLOWS } from './words.ts';

/** `docs/reliability.md`: promises and words kept by hand, figures as they were last recorded. */
export function renderReliability(): string {
  const results = readResults();
  return `${[
    OPENING,
    '## What is promised',
    promises(),
    '## Killing the server',
    CRASH.how,
    crashFigures(results),
    CRASH.points,
    renderCrashPoints(),
    CRASH.load,
    '## Losing power',
    POWER,
    powerFigures(results),
    '## Counting fsyncs',
    FSYNC,
    fsyncFigures(results),
    '## Simulating the engine',
    SIMULATION,
    simulationFigures(results),
    '## Faults',
    DISK,
    CLOCK,
    WORKFLOWS,
    misbehaviours(),
    faultFigures(results),
    '## What this does not show',
    LIMITS_OF_PROOF,
  ].join('\n\n')}\n`;
}

function promises(): string {
  return markdownTable(
    ['Promise', 'Tried by'],
    PROMISES.map(({ promise, ways }) => [promise, ways.map(linkTo).join(', ')]),
  );
}

function linkTo(way: Way): string {
  return way === 'Tests of the API' ? '`tests/api`' : `[${way.toLowerCase()}](#${way.toLowerCase().replaceAll(' ', '-')})`;
}

function misbehaviours(): string {
  const all: readonly Case[] = [...MISBEHAVIOURS, ...DEADLY, ...Object.values(ENDLESS)];
  const rows = all.map(({ does, status, reason, code: error }) => [does, code(status), code(reason), error === null ? '' : code(error)]);
  return markdownTable(['A workflow …', 'Its run is', 'Reason', 'Error'], rows);
}

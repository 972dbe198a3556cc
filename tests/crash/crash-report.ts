import type { CrashResult } from './crash-test.ts';
import type { Kill } from './kill-plan.ts';
import type { Boot, Evidence } from './oracle/evidence.ts';
import type { Finding } from './oracle/finding.ts';

export interface Counts {
  readonly kills: number;
  readonly lost: number;
  readonly reExecuted: number;
  readonly unattributed: number;
  /** Anything else that must not be. */
  readonly illegal: number;
}

export function countFindings({ evidence, verdict, unexpected }: CrashResult): Counts {
  const of = (kind: Finding['kind']): number => verdict.findings.filter((found) => found.kind === kind).length;
  const kills = evidence.boots.filter(({ end }) => end !== 'clean').length;
  return {
    kills,
    lost: of('lost'),
    reExecuted: of('re-executed'),
    unattributed: of('unattributed'),
    illegal: of('illegal') + unexpected.length,
  };
}

export function isSound({ lost, reExecuted, unattributed, illegal }: Counts): boolean {
  return lost + reExecuted + unattributed + illegal === 0;
}

/** The figures of a result, for the documentation. */
export function recordOf(result: CrashResult): Readonly<Record<string, number>> {
  const { evidence, verdict } = result;
  return {
    ...countFindings(result),
    runs: evidence.stored.runs.length,
    starts: evidence.acknowledged.starts.length,
    events: eventCount(evidence),
    effects: evidence.effects.length,
    duplicates: sumOf([...verdict.attributed.values()]),
    polls: sumOf(evidence.seen.polls.map(({ answers }) => answers.length)),
    streamed: sumOf(evidence.seen.streams.map(({ events }) => events.length)),
  };
}

/** The result in words, headline first. */
export function reportLines(result: CrashResult): readonly string[] {
  const { kills, lost, reExecuted, unattributed, illegal } = countFindings(result);
  const { evidence, verdict, unexpected } = result;
  const duplicates = [...verdict.attributed.values()].reduce((sum, count) => sum + count, 0);
  return [
    `kills ${kills} / lost ${lost} / re-executed ${reExecuted} / unattributed ${unattributed}`,
    `illegal ${illegal} (statuses, logs, streams, files, answers, credits)`,
    `runs ${evidence.stored.runs.length}, acknowledged starts ${evidence.acknowledged.starts.length}, events ${eventCount(evidence)}, effects ${evidence.effects.length}`,
    `polls kept ${sumOf(evidence.seen.polls.map(({ answers }) => answers.length))}, streamed events ${sumOf(evidence.seen.streams.map(({ events }) => events.length))}`,
    `duplicate effects ${duplicates}, each between effect and record: ${named(verdict.attributed)}`,
    `kills by point: ${named(killsByEnd(evidence.boots))}`,
    `quarantined and resumed ${result.quarantined}, at-most-once effects left to a person ${result.parked}`,
    ...recoveryLines(evidence),
    ...unexpected.slice(0, 20).map((what) => `unexpected: ${what}`),
    ...verdict.findings.slice(0, 50).map(({ kind, runId, what }) => `${kind}: ${runId ?? 'no run'}: ${what}`),
  ];
}

/** Points at which a kill was planned and none happened. */
export function missedPoints(plan: readonly Kill[], boots: readonly Boot[]): readonly string[] {
  const hit = killsByEnd(boots);
  const planned = new Set(plan.flatMap((kill) => (kill.kind === 'point' ? [kill.at.point] : [])));
  return [...planned].filter((point) => !hit.has(point));
}

function killsByEnd(boots: readonly Boot[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { end } of boots) if (end !== 'clean') counts.set(end, (counts.get(end) ?? 0) + 1);
  return new Map([...counts].toSorted(([a], [b]) => a.localeCompare(b)));
}

/** From the spawn to the first request, and from there to the first change that a run made. */
function recoveryLines({ boots, stored }: Evidence): readonly string[] {
  const changes = stored.runs.flatMap(({ events }) =>
    events.filter(({ type }) => type !== 'run.queued' && type !== 'run.recovered').map(({ at }) => at),
  );
  const sorted = changes.toSorted((a, b) => a - b);
  const ready = boots.flatMap(({ spawnedAt, readyAt }) => (readyAt === null ? [] : [readyAt - spawnedAt]));
  const progress = boots.flatMap(({ spawnedAt, readyAt, endedAt }) => {
    const first = sorted.find((at) => at >= spawnedAt);
    return readyAt === null || first === undefined || first > endedAt ? [] : [Math.max(0, first - readyAt)];
  });
  return [`ready after ${quantiles(ready)}`, `first progress after that ${quantiles(progress)}`];
}

function quantiles(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, at most ${at(1)} ms`;
}

function named(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ') || 'none';
}

function eventCount({ stored }: Evidence): number {
  return sumOf(stored.runs.map(({ events }) => events.length));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

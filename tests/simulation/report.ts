import type { SeedResult } from './simulate-seed.ts';

/** What all seeds together were. */
export interface Tally {
  readonly seeds: number;
  readonly violations: number;
  readonly events: number;
  readonly writes: number;
  readonly crashes: number;
  readonly runs: number;
  /** Steps and items that were executed. */
  readonly executions: number;
  readonly virtualHours: number;
}

export function tallyOf(results: readonly SeedResult[]): Tally {
  const sum = (count: (result: SeedResult) => number): number => results.reduce((total, result) => total + count(result), 0);
  return {
    seeds: results.length,
    violations: results.filter(({ finding }) => finding !== null).length,
    events: sum(({ happenings }) => happenings),
    writes: sum(({ writes }) => writes),
    crashes: sum(({ crashes }) => crashes),
    runs: sum(({ runs }) => runs),
    executions: sum(({ executions }) => executions),
    virtualHours: Math.round(sum(({ lasted }) => lasted) / 36_000) / 100,
  };
}

/** What a seed broke and how to see it again, in one line; null when it broke nothing. */
export function replayLine({ seed, finding }: SeedResult, plant: string | null): string | null {
  if (finding === null) return null;
  const [what = ''] = finding.text.split('\n');
  return `npm run simulate -- --seed ${seed}${plant === null ? '' : ` --plant ${plant}`}  # ${finding.promise} is broken: ${what}`;
}

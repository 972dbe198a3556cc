import type { SeededRandom } from '../../crash/seeded-random.ts';

/** What differs between one simulated server and another. */
export interface Setting {
  /** Engine threads. */
  readonly threads: number;
  /** Runs that may be live at once. */
  readonly capacity: number;
  readonly metered: boolean;
  readonly fsyncMs: number;
  readonly slowFsyncShare: number;
  readonly stallShare: number;
  /** What is run: a few of all that there are, because bugs hide in what meets itself. */
  readonly workflows: readonly [string, ...string[]];
  /** Runs that are started by clients. */
  readonly runs: number;
  readonly crashes: number;
  readonly engineKills: number;
  readonly gentleStops: number;
  readonly reloads: number;
  readonly fullDisks: number;
  /** The share of changes after which a client wants something of that run in the same moment. */
  readonly wishShare: number;
}

const WORKFLOWS = ['chain', 'sleeper', 'asker', 'reviewed', 'fanout', 'parent', 'once', 'racing', 'limited', 'metered'] as const;

export function drawSetting(random: SeededRandom): Setting {
  const [first = 'chain', ...others] = random.shuffle(WORKFLOWS).slice(0, random.pick([1, 1, 2, 3, 10]));
  return {
    workflows: [first, ...others],
    threads: random.pick([1, 1, 2, 3]),
    capacity: random.pick([2, 4, 50]),
    metered: random.next() < 0.5,
    fsyncMs: random.pick([0.3, 1, 8]),
    slowFsyncShare: random.pick([0, 0.02, 0.1]),
    stallShare: random.pick([0, 0.001, 0.01]),
    runs: random.integer(2, 7),
    crashes: random.pick([0, 1, 1, 2, 4]),
    engineKills: random.pick([0, 0, 1, 2]),
    gentleStops: random.pick([0, 0, 0, 1]),
    reloads: random.pick([0, 0, 0, 1, 2]),
    fullDisks: random.pick([0, 0, 0, 1, 2]),
    wishShare: random.pick([0, 0, 0.02, 0.1, 0.2]),
  };
}

/** How much is done. */
export interface PeerScale {
  readonly rounds: number;
  readonly roundMs: number;
  /** The same with one run in flight. */
  readonly oneMs: number;
  readonly startsMs: number;
  readonly sweeps: boolean;
  readonly sweepMs: number;
  readonly items: number;
  readonly parked: number;
  /** For one answer of a peer; what takes longer is a row that says so. */
  readonly limitMs: number;
  /** For the map, for bringing runs to wait, and for waking them. */
  readonly phaseMs: number;
}

export const FULL: PeerScale = {
  rounds: 3,
  roundMs: 2000,
  oneMs: 1200,
  startsMs: 1500,
  sweeps: true,
  sweepMs: 1200,
  items: 10_000,
  parked: 10_000,
  limitMs: 60_000,
  phaseMs: 40_000,
};

export const QUICK: PeerScale = {
  ...FULL,
  rounds: 1,
  roundMs: 1500,
  oneMs: 1000,
  startsMs: 800,
  sweeps: false,
  items: 2000,
  parked: 1000,
  limitMs: 40_000,
  phaseMs: 12_000,
};

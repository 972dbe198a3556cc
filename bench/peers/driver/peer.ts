/** The pieces of work, by the name that the command line knows them by. */
export type CaseName = 'w5' | 'fan-out' | 'park-wake';
export const CASE_NAMES: readonly CaseName[] = ['w5', 'fan-out', 'park-wake'];

/** Numbers of one peer: how many workers, connections, jobs a batch. */
export type Tuning = Readonly<Record<string, number>>;

/** A peer, and what has to be known to run and to judge it. */
export interface Peer {
  /** The `system` of its rows. */
  readonly name: string;
  readonly title: string;
  readonly kind: 'engine' | 'queue' | 'floor';
  /** Its folder beside this one, and the program in it. */
  readonly folder: string;
  readonly program: string;
  readonly server: 'postgres' | 'redis' | null;
  /** The packages whose versions are its version; none for what belongs to this repository. */
  readonly packages: readonly string[];
  /** What the sweep chooses from; the first is taken where there is no sweep. */
  readonly tunings: readonly Tuning[];
  /** Cases that it has no way to do, each with the reason. */
  readonly cannot: Readonly<Partial<Record<CaseName | 'starts', string>>>;
  /** What was done to set it up well, in whole sentences. */
  readonly notes: string;
}

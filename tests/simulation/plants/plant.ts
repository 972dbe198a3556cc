import type { Promised } from '../watch/finding.ts';

/** A bug that somebody could make, as a change of one place of the source. */
export interface Plant {
  readonly name: string;
  /** Below packages/millrace/src. */
  readonly file: string;
  /** Stands there once. */
  readonly find: string;
  readonly replace: string;
  /** The promises that it may break: which one is found first depends on the seed. */
  readonly breaks: readonly Promised[];
}

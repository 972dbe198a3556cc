import { median, spreadOf } from '../../order-statistics.ts';
import type { Peer } from './peer.ts';

/** One line of the result. `value` is the median of the rounds, null when there is none; then `reason` says why. */
export interface Row {
  readonly name: string;
  readonly system: string;
  readonly kind: Peer['kind'] | 'machine';
  readonly version: string;
  readonly value: number | null;
  readonly unit: string;
  readonly min: number | null;
  readonly max: number | null;
  /** How many runs or items were done where fewer or more than asked for can be. */
  readonly count?: number;
  readonly reason?: string;
  /** Of the row named `setup`: what was done for this system. */
  readonly notes?: string;
}

/** What a peer is called in all its rows. */
export type Named = Pick<Row, 'system' | 'kind' | 'version'>;

export function valueRow(named: Named, name: string, unit: string, rounds: readonly number[], more: { readonly count?: number } = {}): Row {
  const [min, max] = spreadOf(rounds);
  return { name, ...named, value: median(rounds), unit, min, max, ...more };
}

export function reasonRow(named: Named, name: string, unit: string, reason: string): Row {
  return { name, ...named, value: null, unit, min: null, max: null, reason };
}

/** Why something failed, in one line without the folders of this machine. */
export function reasonOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return words
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/(?:file:\/\/)?(?:\/[\w.@-]+){2,}/gu, (path) => path.split('/').at(-1) ?? '')
    .slice(0, 300);
}

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PEERS } from '../../../bench/peers/driver/peers.ts';
import { root } from '../../set-up.mjs';

const row = z.object({
  name: z.string(),
  system: z.string(),
  kind: z.enum(['engine', 'queue', 'floor', 'machine']),
  version: z.string(),
  value: z.number().nullable(),
  unit: z.string(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  count: z.int().optional(),
  reason: z.string().optional(),
  notes: z.string().optional(),
});
export type RecordedRow = Readonly<z.infer<typeof row>>;

/** A system of the recorded run, with the title it has in the benchmark. */
export interface RecordedSystem {
  readonly system: string;
  readonly title: string;
  readonly version: string;
  readonly kind: RecordedRow['kind'];
}

/** Our own systems: the one in process counts for comparisons. */
export const OURS = 'millrace';

/** The last recorded run of `npm run bench -- peers`. */
export class RecordedPeers {
  readonly rows: readonly RecordedRow[];
  readonly systems: readonly RecordedSystem[];

  constructor(rows: readonly RecordedRow[]) {
    this.rows = rows;
    const names = [...new Set(rows.filter(({ kind }) => kind !== 'machine').map(({ system }) => system))];
    this.systems = names.flatMap((system) => this.#describe(system));
  }

  row(system: string, name: string): RecordedRow | null {
    return this.rows.find((each) => each.system === system && each.name === name) ?? null;
  }

  value(system: string, name: string): number | null {
    return this.row(system, name)?.value ?? null;
  }

  #describe(system: string): readonly RecordedSystem[] {
    const found = this.rows.find((each) => each.system === system);
    const title = PEERS.find(({ name }) => name === system)?.title ?? system;
    return found === undefined ? [] : [{ system, title, version: found.version, kind: found.kind }];
  }
}

export function readRecordedPeers(): RecordedPeers {
  const newest = globSync('bench/results/peers-*.json', { cwd: root }).toSorted().at(-1);
  if (newest === undefined) throw new Error('No run of `npm run bench -- peers` is recorded under bench/results.');
  return new RecordedPeers(z.array(row).parse(JSON.parse(readFileSync(join(root, newest), 'utf8'))));
}

/** Three digits that matter. */
export function digits(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

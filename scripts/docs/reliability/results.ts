import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../../set-up.mjs';

const how = { date: z.string(), command: z.string() };
const losses = z.object({ states: z.int(), lost: z.int(), lostMost: z.int(), corrupt: z.int(), claims: z.int() });

const crash = z.object({
  ...how,
  kills: z.int(),
  lost: z.int(),
  reExecuted: z.int(),
  unattributed: z.int(),
  illegal: z.int(),
  runs: z.int(),
  starts: z.int(),
  events: z.int(),
  effects: z.int(),
  duplicates: z.int(),
  polls: z.int(),
  streamed: z.int(),
});
const powerLoss = z.object({
  ...how,
  runs: z.int(),
  operations: z.int(),
  syncs: z.int(),
  found: losses,
  boots: z.int(),
  bootProblems: z.array(z.string()),
  controls: z.object({ weakSyncs: losses, noFolderSyncs: losses }),
});
const faults = z.object({
  ...how,
  tests: z.array(z.object({ file: z.string(), name: z.string(), outcome: z.enum(['passed', 'failed', 'skipped']) })),
  measured: z.array(z.string()),
});
const simulation = z.object({
  date: z.string().optional(),
  command: z.string().optional(),
  seeds: z.int(),
  events: z.int(),
  crashes: z.int(),
  violations: z.int().optional(),
  runs: z.int().optional(),
  virtualHours: z.number().optional(),
  plants: z.array(z.object({ name: z.string(), seeds: z.int(), promise: z.string().nullable() })),
});

/** The latest figures, each null when nothing was recorded yet. */
export interface Results {
  readonly crash: z.infer<typeof crash> | null;
  readonly powerLoss: z.infer<typeof powerLoss> | null;
  readonly faults: z.infer<typeof faults> | null;
  readonly simulation: z.infer<typeof simulation> | null;
}

export function readResults(): Results {
  return {
    crash: read('crash', crash),
    powerLoss: read('power-loss', powerLoss),
    faults: read('faults', faults),
    simulation: read('simulation', simulation),
  };
}

function read<T>(name: string, schema: z.ZodType<T>): T | null {
  const path = join(root, 'tests/results', `${name}.json`);
  return existsSync(path) ? schema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

import { readFileSync } from 'node:fs';
import { z } from 'zod';

const effect = z.object({ pid: z.int(), runId: z.string(), step: z.string(), item: z.int().nullable() });

/** What the outside world was asked to do by one process. */
export function effectsOfProcess(log: string, pid: number): readonly z.infer<typeof effect>[] {
  const lines = readFileSync(log, 'utf8').split('\n');
  // Logs grow long over many lives: only the lines that can be meant are parsed.
  return lines
    .filter((line) => line.includes(`"pid":${pid}`))
    .map((line) => effect.parse(JSON.parse(line)))
    .filter((known) => known.pid === pid);
}

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { startRun } from '../api-request.ts';
import { serveLoadedRuns } from '../load-runs.ts';
import { boundMeasurement, plainMeasurement } from '../measurement.ts';
import type { BenchCase } from '../measurement.ts';
import { median, percentile } from '../order-statistics.ts';
import { inBenchFolder } from '../server-under-test.ts';
import type { ServerUnderTest } from '../server-under-test.ts';

const MIB = 1024 * 1024;
const NAPS = 2000;
const NAP_FROM_MS = 8000;
const NAP_OVER_MS = 2000;

/** A million runs that wait: what they cost at boot and in memory, and whether others are woken in time. */
export const waitingRuns: BenchCase = {
  name: 'waiting-runs',
  measure: async (scale, say) =>
    inBenchFolder('waiting', async (folder) => {
      const count = scale.waitingRuns.toLocaleString('en-US');
      say(`loading ${count} waiting runs through the writer of the journal, without syncs`);
      const { server } = await serveLoadedRuns(folder, { workflow: 'wait-for-go', runs: scale.waitingRuns, kind: 'waiting' });
      try {
        await pause(2000);
        const resident = server.memory();
        say(`${NAPS} naps that end within ${NAP_OVER_MS / 1000} s`);
        const lags = await measureLags(server, join(folder, 'millrace.db'));
        return [
          boundMeasurement(`boot with ${count} waiting runs`, { value: (server.readyAt - server.spawnedAt) / 1000, unit: 's', atMost: 10 }),
          boundMeasurement(`memory with ${count} waiting runs`, { value: resident / MIB, unit: 'MiB', atMost: 400 }),
          boundMeasurement(`timer lag of ${NAPS} naps beside them, p99`, { value: percentile(lags, 0.99), unit: 'ms', atMost: 1000 }),
          plainMeasurement('timer lag, p50', median(lags), 'ms'),
        ];
      } finally {
        await server.kill();
      }
    }),
};

const row = z.object({ until: z.number(), at: z.number() });

/** Lags are read from the log: from when a nap was to end to when its run was taken. */
async function measureLags(server: ServerUnderTest, databasePath: string): Promise<readonly number[]> {
  const end = Date.now() + NAP_FROM_MS;
  const starts = Array.from({ length: NAPS }, (_, index) => end + Math.floor((index / NAPS) * NAP_OVER_MS));
  for (let from = 0; from < NAPS; from += 50) {
    await Promise.all(starts.slice(from, from + 50).map(async (until) => startRun(server, { workflow: 'nap', input: { until } })));
  }
  const db = new DatabaseSync(databasePath, { readOnly: true });
  const finished = db.prepare("SELECT count(*) AS count FROM runs WHERE workflow = 'nap' AND status = 'completed'");
  const since = db.prepare(
    `SELECT json_extract(slept.data, '$.runnableAt') AS until, woken.at AS at FROM runs
     JOIN run_events slept ON slept.run_key = runs.run_key AND slept.type = 'run.waiting'
     JOIN run_events woken ON woken.run_key = runs.run_key AND woken.seq = slept.seq + 1
     WHERE workflow = 'nap'`,
  );
  try {
    while (Number(finished.get()?.['count']) < NAPS) await pause(100);
    return since.all().map((found) => {
      const { until, at } = row.parse(found);
      return at - until;
    });
  } finally {
    db.close();
  }
}

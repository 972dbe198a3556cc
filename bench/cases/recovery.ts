import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { startRun } from '../api-request.ts';
import { boundMeasurement, plainMeasurement } from '../measurement.ts';
import type { BenchCase, Measurement, Say } from '../measurement.ts';
import { inBenchFolder, startServer } from '../server-under-test.ts';
import type { ServerUnderTest } from '../server-under-test.ts';

/** Kills a server in the middle of many runs and measures how soon they go on. */
export const recovery: BenchCase = {
  name: 'recovery',
  measure: async (scale, say) =>
    inBenchFolder('recovery', async (folder) => {
      const settings = { MILLRACE_CONCURRENCY: String(scale.liveRuns * 2) };
      const hold = join(folder, 'hold');
      writeFileSync(hold, '');
      const data = join(folder, 'data');
      const first = await startServer(data, settings);
      const db = new DatabaseSync(join(data, 'millrace.db'), { readOnly: true });
      try {
        await startLive(first, db, { runs: scale.liveRuns, hold, say });
        await first.kill();
        rmSync(hold);
        say('killed; starting again');
        const second = await startServer(data, settings);
        try {
          return await measureProgress(second, db, scale.liveRuns);
        } finally {
          await second.kill();
        }
      } finally {
        db.close();
      }
    }),
};

async function startLive(
  server: ServerUnderTest,
  db: DatabaseSync,
  { runs, hold, say }: { readonly runs: number; readonly hold: string; readonly say: Say },
): Promise<void> {
  say(`starting ${runs} runs that are busy when the server is killed`);
  for (let from = 0; from < runs; from += 50) {
    const size = Math.min(50, runs - from);
    await Promise.all(Array.from({ length: size }, async () => startRun(server, { workflow: 'hold', input: { file: hold } })));
  }
  const busy = db.prepare("SELECT count(*) AS count FROM run_events WHERE type = 'step.completed'");
  while (Number(busy.get()?.['count']) < runs) await pause(100);
}

async function measureProgress(server: ServerUnderTest, db: DatabaseSync, runs: number): Promise<readonly Measurement[]> {
  const completed = db.prepare("SELECT count(*) AS count FROM runs WHERE status = 'completed'");
  while (Number(completed.get()?.['count']) < runs) await pause(100);
  const first = db.prepare("SELECT min(at) AS at FROM run_events WHERE type = 'step.completed' AND at >= ?").get(server.spawnedAt);
  const last = db.prepare("SELECT max(at) AS at FROM run_events WHERE type = 'run.finished'").get();
  const count = runs.toLocaleString('en-US');
  return [
    boundMeasurement(`first progress after boot, ${count} live runs killed`, {
      value: Math.max(0, Number(first?.['at']) - server.readyAt) / 1000,
      unit: 's',
      atMost: 2,
    }),
    plainMeasurement(`boot with ${count} live runs to recover`, (server.readyAt - server.spawnedAt) / 1000, 's'),
    plainMeasurement('from boot to the end of the last of them', (Number(last?.['at']) - server.readyAt) / 1000, 's'),
  ];
}

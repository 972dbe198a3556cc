import { startChild } from '../child.ts';
import { loadResult } from '../load/load-result.ts';
import { serveLoadedRuns } from '../load-runs.ts';
import { boundMeasurement } from '../measurement.ts';
import type { BenchCase, Measurement } from '../measurement.ts';
import { inBenchFolder } from '../server-under-test.ts';

const LISTS = [
  ['all', '/v1/runs'],
  ['failed', '/v1/runs?status=failed'],
  ['of a workflow, completed', '/v1/runs?workflow=one-step&status=completed'],
  ['with a tag', '/v1/runs?tag=fiftieth'],
  ['100 a page', '/v1/runs?limit=100'],
] as const;

/** Pages and single runs out of a long history, asked for one at a time. */
export const listAndGet: BenchCase = {
  name: 'list-and-get',
  measure: async (scale, say) =>
    inBenchFolder('lists', async (folder) => {
      const count = scale.storedRuns.toLocaleString('en-US');
      say(`loading ${count} runs through the writer of the journal, without syncs`);
      const { server, ids } = await serveLoadedRuns(folder, { workflow: 'one-step', runs: scale.storedRuns, kind: 'mixed' });
      const load = startChild(new URL('../load/request-load.ts', import.meta.url));
      const p99 = async (paths: readonly string[]): Promise<number> => {
        const question = {
          url: server.address.url,
          method: 'GET',
          paths,
          headers: server.headers,
          body: null,
          connections: 1,
          expect: 200,
        };
        return loadResult(await load.ask({ ...question, durationMs: scale.roundMs })).p99Ms;
      };
      try {
        const measurements: Measurement[] = [
          boundMeasurement(`boot with ${count} runs`, { value: (server.readyAt - server.spawnedAt) / 1000, unit: 's', atMost: 3 }),
        ];
        for (const [words, path] of LISTS) {
          say(`list: ${words}`);
          measurements.push(
            boundMeasurement(`list over ${count} runs: ${words}, p99`, { value: await p99([path]), unit: 'ms', atMost: 20 }),
          );
        }
        say('get');
        const get = await p99(ids.map((id) => `/v1/runs/${id}`));
        return [...measurements, boundMeasurement(`get out of ${count} runs, p99`, { value: get, unit: 'ms', atMost: 5 })];
      } finally {
        await Promise.all([load.stop(), server.kill()]);
      }
    }),
};

import { startChild } from '../child.ts';
import type { Child } from '../child.ts';
import { interleave } from '../interleave.ts';
import { loadResult } from '../load/load-result.ts';
import { plainMeasurement, ratioMeasurement } from '../measurement.ts';
import type { BenchCase, Measurement, Say, Scale } from '../measurement.ts';
import { inBenchFolder, startServer } from '../server-under-test.ts';
import type { ServerUnderTest } from '../server-under-test.ts';

const CONNECTIONS = 64;

/** Acknowledged starts per second over HTTP, beside bare `node:http` that echoes the same body. */
export const durableStarts: BenchCase = {
  name: 'durable-starts',
  measure: async (scale, say) =>
    inBenchFolder('starts', async (folder) => {
      const server = await startServer(folder);
      const load = startChild(new URL('../load/request-load.ts', import.meta.url));
      const bare = startChild(new URL('../floors/bare-server.ts', import.meta.url));
      try {
        return await measureStarts(server, load, String(await bare.ask({ bodyBytes: 0 })), { scale, say });
      } finally {
        await Promise.all([load.stop(), bare.stop(), server.kill()]);
      }
    }),
};

async function measureStarts(
  server: ServerUnderTest,
  load: Child,
  floorUrl: string,
  { scale, say }: { readonly scale: Scale; readonly say: Say },
): Promise<readonly Measurement[]> {
  const headers = { ...server.headers, 'content-type': 'application/json' };
  const ask = async (url: string, body: string): Promise<number> => {
    const question = {
      url,
      method: 'POST',
      paths: ['/v1/runs'],
      headers,
      body,
      connections: CONNECTIONS,
      durationMs: scale.roundMs,
      expect: 202,
    };
    return loadResult(await load.ask(question)).perSecond;
  };
  // Started for later, so that what is measured is the start and not the run.
  const later = JSON.stringify({ workflow: 'one-step', input: { customer: 'c1', amount: 12 }, delay: '300d' });
  const now = JSON.stringify({ workflow: 'one-step', input: { customer: 'c1', amount: 12 } });
  await ask(floorUrl, later);
  await ask(server.address.url, later);
  say('durable starts, 64 connections');
  const found = await interleave(
    scale.rounds,
    async () => ask(floorUrl, later),
    async () => ask(server.address.url, later),
  );
  say('durable starts of runs that run at once');
  const running = await ask(server.address.url, now);
  return [
    ratioMeasurement('durable starts over HTTP, 64 connections', 'runs/s', found, { atLeast: 0.4 }),
    plainMeasurement('the same while the 1-step runs run', running, 'runs/s'),
  ];
}

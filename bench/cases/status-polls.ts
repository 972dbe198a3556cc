import { startRun, waitForStatus } from '../api-request.ts';
import { startChild } from '../child.ts';
import type { Child } from '../child.ts';
import { interleave } from '../interleave.ts';
import { loadResult } from '../load/load-result.ts';
import type { LoadResult } from '../load/load-result.ts';
import { ratioMeasurement } from '../measurement.ts';
import type { BenchCase, Measurement, Scale } from '../measurement.ts';
import { median } from '../order-statistics.ts';
import { inBenchFolder, startServer } from '../server-under-test.ts';
import type { ServerUnderTest } from '../server-under-test.ts';

const CONNECTIONS = 64;

/** Polls per second of a live run, full and unchanged, beside bare `node:http` with a constant body of the same size. */
export const statusPolls: BenchCase = {
  name: 'status-polls',
  measure: async (scale, say) =>
    inBenchFolder('polls', async (folder) => {
      const server = await startServer(folder);
      const load = startChild(new URL('../load/request-load.ts', import.meta.url));
      const bare = startChild(new URL('../floors/bare-server.ts', import.meta.url));
      try {
        const { id } = await startRun(server, { workflow: 'wait-for-go' });
        await waitForStatus(server, id, 'waiting');
        return await measurePolls({ server, load, bare, path: `/v1/runs/${id}/status` }, scale, say);
      } finally {
        await Promise.all([load.stop(), bare.stop(), server.stop()]);
      }
    }),
};

interface Setup {
  readonly server: ServerUnderTest;
  readonly load: Child;
  readonly bare: Child;
  readonly path: string;
}

async function measurePolls(setup: Setup, scale: Scale, say: (words: string) => void): Promise<readonly Measurement[]> {
  const { server, load, bare, path } = setup;
  const tag = await entityTag(server, path);
  const ask = async (url: string, headers: Readonly<Record<string, string>>, expect: number): Promise<LoadResult> =>
    loadResult(
      await load.ask({
        url,
        method: 'GET',
        paths: [path],
        headers,
        body: null,
        connections: CONNECTIONS,
        durationMs: scale.roundMs,
        expect,
      }),
    );
  const { bodyBytes } = await ask(server.address.url, server.headers, 200);
  const floorUrl = String(await bare.ask({ bodyBytes }));
  await ask(floorUrl, server.headers, 200);
  const measurements: Measurement[] = [];
  for (const [status, ours, floors] of [
    [200, server.headers, server.headers],
    [304, { ...server.headers, 'if-none-match': tag }, { ...server.headers, 'if-none-match': '"1"' }],
  ] as const) {
    say(`status polls, ${status}`);
    const found = await interleave(
      scale.rounds,
      async () => (await ask(floorUrl, floors, status)).perSecond,
      async () => (await ask(server.address.url, ours, status)).perSecond,
    );
    measurements.push(ratioMeasurement(`status polls (${status})`, 'requests/s', found, { atLeast: 0.85 }));
  }
  say('status polls beside a run that burns a core');
  return [...measurements, await measureBesideBurn(setup, scale, ask)];
}

async function entityTag(server: ServerUnderTest, path: string): Promise<string> {
  const response = await fetch(`${server.address.url}${path}`, { headers: server.headers });
  await response.arrayBuffer();
  return response.headers.get('etag') ?? '';
}

async function measureBesideBurn(
  { server }: Setup,
  scale: Scale,
  ask: (url: string, headers: Readonly<Record<string, string>>, expect: number) => Promise<LoadResult>,
): Promise<Measurement> {
  const quiet: number[] = [];
  const burning: number[] = [];
  for (let round = 0; round < scale.rounds; round++) {
    quiet.push((await ask(server.address.url, server.headers, 200)).p99Ms);
    const { id } = await startRun(server, { workflow: 'burn', input: { ms: scale.roundMs + 500 } });
    await waitForStatus(server, id, 'running');
    burning.push((await ask(server.address.url, server.headers, 200)).p99Ms);
    await waitForStatus(server, id, 'completed');
  }
  const [value, floor] = [median(burning), median(quiet)];
  return {
    name: 'status polls, p99 beside a run that burns a core',
    value,
    unit: 'ms',
    floor,
    ratio: value / floor,
    goal: '<= 2 x',
    met: value <= 2 * floor,
    spread: [Math.min(...burning), Math.max(...burning)],
  };
}

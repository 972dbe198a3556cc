import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { request, startRun, waitForStatus } from '../api-request.ts';
import { startChild } from '../child.ts';
import type { Child } from '../child.ts';
import { boundMeasurement } from '../measurement.ts';
import type { BenchCase, Measurement } from '../measurement.ts';
import { median, percentile } from '../order-statistics.ts';
import { inBenchFolder, residentBytes, startServer } from '../server-under-test.ts';

const arrivals = z.array(z.number());
const KIB = 1024;

/** Many streams of one run: what one connection costs, and how long an event takes to the last of them. */
export const streams: BenchCase = {
  name: 'streams',
  measure: async (scale, say) =>
    inBenchFolder('streams', async (folder) => {
      say(`${scale.streams} streams of bare node:http`);
      const floor = await measureBare(scale.streams, scale.rounds);
      say(`${scale.streams} streams of one run`);
      const found = await measureMillrace(folder, scale.streams, scale.rounds);
      const count = scale.streams.toLocaleString('en-US');
      return [
        boundMeasurement(`memory per stream, ${count} open`, {
          value: found.perStream / KIB,
          unit: 'KiB',
          atMost: 40,
          floor: floor.perStream / KIB,
        }),
        boundMeasurement(`fan-out of one event to ${count} streams, p99`, {
          value: found.p99Ms,
          unit: 'ms',
          atMost: 1000,
          floor: floor.p99Ms,
        }),
      ] satisfies readonly Measurement[];
    }),
};

interface Streams {
  readonly perStream: number;
  readonly p99Ms: number;
}

async function measureBare(count: number, rounds: number): Promise<Streams> {
  const bare = startChild(new URL('../floors/bare-server.ts', import.meta.url));
  const load = startChild(new URL('../load/stream-load.ts', import.meta.url));
  try {
    const url = String(await bare.ask({ bodyBytes: 0 }));
    const target = { url, path: '/stream', headers: {}, memory: () => residentBytes(bare.pid) };
    return await measure(load, target, { count, rounds, send: async (round) => void (await bare.ask({ broadcast: eventText(round) })) });
  } finally {
    await Promise.all([load.stop(), bare.stop()]);
  }
}

/** About as long as the event that Millrace sends. */
function eventText(round: number): string {
  const data = JSON.stringify({ name: `tick${round}`, padding: 'x'.repeat(150) });
  return `id: ${round}\nevent: signal.received\ndata: ${data}\n\n`;
}

async function measureMillrace(folder: string, count: number, rounds: number): Promise<Streams> {
  const server = await startServer(folder);
  const load = startChild(new URL('../load/stream-load.ts', import.meta.url));
  try {
    const { id } = await startRun(server, { workflow: 'wait-for-go' });
    await waitForStatus(server, id, 'waiting');
    const headers = { ...server.headers, accept: 'text/event-stream' };
    const target = { url: server.address.url, path: `/v1/runs/${id}/events`, headers, memory: () => server.memory() };
    const send = async (round: number): Promise<void> => {
      await request(server, 'POST', `/v1/runs/${id}/signals/tick${round}`, { body: { payload: null } });
    };
    return await measure(load, target, { count, rounds, send });
  } finally {
    await load.stop();
    await server.kill();
  }
}

interface Target {
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly memory: () => number;
}

async function measure(
  load: Child,
  { url, path, headers, memory }: Target,
  { count, rounds, send }: { readonly count: number; readonly rounds: number; readonly send: (round: number) => Promise<void> },
): Promise<Streams> {
  // The first connections pay for code and caches that all of them share.
  await load.ask({ kind: 'open', url, path, headers, connections: Math.floor(count / 10) });
  const [few, before] = [Math.floor(count / 10), memory()];
  await load.ask({ kind: 'open', url, path, headers, connections: count });
  await pause(2000);
  const perStream = (memory() - before) / (count - few);
  const tails: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const got = load.ask({ kind: 'await', text: `tick${round}` });
    await pause(300);
    const sentAt = performance.timeOrigin + performance.now();
    await send(round);
    tails.push(percentile(arrivals.parse(await got), 0.99) - sentAt);
  }
  return { perStream, p99Ms: median(tails) };
}

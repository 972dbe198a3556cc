import { join } from 'node:path';
import { startChild } from '../child.ts';
import { measureFsyncMs } from '../floors/fsync-time.ts';
import { loadResult } from '../load/load-result.ts';
import type { BenchCase, Measurement } from '../measurement.ts';
import { median, spreadOf } from '../order-statistics.ts';
import { inBenchFolder, startServer } from '../server-under-test.ts';
import { subjectLatency } from '../subjects/subject-answer.ts';

const RUNS_PER_ROUND = 150;
const START = { method: 'POST', paths: ['/v1/runs'], body: JSON.stringify({ workflow: 'one-step' }), connections: 1, expect: 200 };

/** From the start to the answer, one run at a time, beside the fsync of the same disk. */
export const startToFinish: BenchCase = {
  name: 'start-to-finish',
  measure: async (scale, say) =>
    inBenchFolder('latency', async (folder) => {
      const server = await startServer(join(folder, 'server'));
      const subject = startChild(new URL('../subjects/durable-runs.ts', import.meta.url));
      const load = startChild(new URL('../load/request-load.ts', import.meta.url));
      const headers = { ...server.headers, 'content-type': 'application/json', prefer: 'wait=10' };
      const fsyncs: number[] = [];
      const http: number[] = [];
      const inProcess: number[] = [];
      const tails: number[] = [];
      try {
        for (let round = 0; round < scale.rounds; round++) {
          say(`start to finish, round ${round + 1}`);
          fsyncs.push(measureFsyncMs(folder, RUNS_PER_ROUND));
          const found = loadResult(await load.ask({ ...START, url: server.address.url, headers, durationMs: scale.roundMs }));
          http.push(found.p50Ms);
          tails.push(found.p99Ms);
          inProcess.push(subjectLatency(await subject.ask({ kind: 'latency', folder, runs: RUNS_PER_ROUND })));
        }
      } finally {
        await Promise.all([subject.stop(), load.stop(), server.kill()]);
      }
      return [
        latency('start to finish, 1 step over HTTP, p50', http, median(fsyncs)),
        { ...latency('start to finish, 1 step over HTTP, p99', tails, median(fsyncs)), goal: null, met: null },
        latency('start to finish, 5 steps in process, p50', inProcess, median(fsyncs)),
      ];
    }),
};

function latency(name: string, rounds: readonly number[], fsyncMs: number): Measurement {
  const value = median(rounds);
  const atMost = 3 * fsyncMs + 2;
  const goal = `<= 3 fsyncs + 2 ms = ${atMost.toFixed(2)} ms`;
  return { name, value, unit: 'ms', floor: fsyncMs, ratio: value / fsyncMs, goal, met: value <= atMost, spread: spreadOf(rounds) };
}

import { startChild } from '../child.ts';
import { interleave } from '../interleave.ts';
import { ratioMeasurement } from '../measurement.ts';
import type { BenchCase, Measurement } from '../measurement.ts';
import { inBenchFolder } from '../server-under-test.ts';
import { subjectRate } from '../subjects/subject-answer.ts';

const IN_FLIGHT = [1, 64, 256, 1024] as const;
const GOAL_AT = 256;

/** Runs of five durable steps per second, in one process, beside a bare group-commit loop on the same disk. */
export const durableRuns: BenchCase = {
  name: 'durable-runs',
  measure: async (scale, say) =>
    inBenchFolder('runs', async (folder) => {
      const subject = startChild(new URL('../subjects/durable-runs.ts', import.meta.url));
      const loop = startChild(new URL('../floors/group-commit.ts', import.meta.url));
      const measurements: Measurement[] = [];
      const ask = async (inFlight: number): Promise<number> =>
        subjectRate(await subject.ask({ kind: 'rate', folder, inFlight, durationMs: scale.roundMs }));
      try {
        await ask(GOAL_AT);
        for (const inFlight of IN_FLIGHT) {
          say(`5-step durable runs, ${inFlight} in flight`);
          const found = await interleave(
            scale.rounds,
            async () => Number(await loop.ask({ folder, inFlight, durationMs: scale.roundMs })),
            async () => ask(inFlight),
          );
          const goal = inFlight === GOAL_AT ? { atLeast: 0.5 } : null;
          measurements.push(ratioMeasurement(`5-step durable runs, ${inFlight} in flight`, 'runs/s', found, goal));
        }
      } finally {
        await Promise.all([subject.stop(), loop.stop()]);
      }
      return measurements;
    }),
};

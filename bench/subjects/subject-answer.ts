import { z } from 'zod';

const latency = z.object({ p50Ms: z.number() });
const rate = z.object({ runsPerSecond: z.number() });

/** What the subject that runs Millrace in its own process answers. */
export function subjectLatency(answer: unknown): number {
  return latency.parse(answer).p50Ms;
}

export function subjectRate(answer: unknown): number {
  return rate.parse(answer).runsPerSecond;
}

import { setTimeout as delay } from 'node:timers/promises';
import { Job } from '../../packages/protocol/src/index.ts';
import type { Api } from './start-api.ts';

const PATIENCE_MS = 10_000;

/** The job when it is over. */
export async function untilOver(api: Api, { links }: Job): Promise<Job> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const job = (await api.request(links.self)).as(Job);
    if (job.finished_at !== null) return job;
    if (performance.now() > giveUpAt) throw new Error(`The job is still ${job.state}.`);
    await delay(5);
  }
}

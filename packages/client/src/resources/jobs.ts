import type { Job } from '@millrace/protocol';
import { delay } from '../delay.ts';
import type { Requester, RequestOptions } from '../request.ts';
import { objectWith } from '../shape.ts';

export const JOB = objectWith<Job>('a job', 'id', 'kind', 'state');

/** From the first look on; each wait is longer than the one before. */
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2_000;

/** The work of deletions, which goes on after their answer. */
export class Jobs {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  async get(id: string, options: RequestOptions = {}): Promise<Job> {
    return this.#requester.read({ method: 'GET', path: `/v1/jobs/${encodeURIComponent(id)}`, ...options }, JOB);
  }

  /** The job when it is over: see `state`. */
  async wait(id: string, options: RequestOptions = {}): Promise<Job> {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      const job = await this.get(id, options);
      if (job.state !== 'pending' && job.state !== 'running') return job;
      await delay(waitMs, options.signal);
    }
  }
}

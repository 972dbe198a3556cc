import { setTimeout as delay } from 'node:timers/promises';
import type { Housekeeping } from '../commands/command-context.ts';
import { commitCatalogChange } from '../commands/commit-catalog-change.ts';
import { expireUploads, removeReleasedFiles, workOffJob, type JobTools } from '../commands/work-off-job.ts';
import { MillraceError } from '../domain/errors.ts';
import type { OpenJob } from '../store/store.ts';

const JOBS_AT_ONCE = 100;
const LOOK_EVERY_MS = 10 * 60_000;
const TRY_AGAIN_MS = 1_000;

/**
 * Works off the jobs and removes what has expired, one thing after the other, beside everything else that the server does.
 * What has to be done stands in the store, so that the next process goes on where this one ended.
 */
export class Housekeeper implements Housekeeping {
  private readonly tools: JobTools;
  private readonly report: (error: unknown) => void;
  private readonly stopped = new AbortController();
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> | null = null;
  private wanted = false;

  constructor(tools: JobTools, report: (error: unknown) => void) {
    this.tools = tools;
    this.report = report;
  }

  /** Takes up what the last process left, and looks for what has expired from time to time. */
  start(): void {
    this.timer = setInterval(this.wake, LOOK_EVERY_MS);
    this.timer.unref();
    this.wake();
  }

  readonly wake = (): void => {
    this.wanted = true;
    if (this.timer === null || this.stopped.signal.aborted) return;
    this.working ??= this.work().finally(() => {
      this.working = null;
    });
  };

  /** Resolves when there is nothing left to do for now. */
  async idle(): Promise<void> {
    await this.working;
  }

  /** Resolves when nothing is being done any more. What is left is done by the next process. */
  async stop(): Promise<void> {
    this.stopped.abort();
    if (this.timer !== null) clearInterval(this.timer);
    await this.working;
  }

  private async work(): Promise<void> {
    while (this.wanted && !this.stopped.signal.aborted) {
      this.wanted = false;
      try {
        await this.round();
      } catch (error) {
        await this.afterFailure(error);
      }
    }
  }

  private async round(): Promise<void> {
    const jobs = this.tools.store.jobs.open(JOBS_AT_ONCE);
    for (const job of jobs) {
      if (this.stopped.signal.aborted) return;
      await this.workOff(job);
    }
    if (jobs.length === JOBS_AT_ONCE) this.wanted = true;
    await expireUploads(this.tools);
    await removeReleasedFiles(this.tools, null);
  }

  /** A job that cannot be done must not keep others from being done. Files that it leaves go when the server starts again. */
  private async workOff(job: OpenJob): Promise<void> {
    try {
      await workOffJob(this.tools, job);
    } catch (error) {
      if (this.stopped.signal.aborted || isDiskFull(error)) throw error;
      this.report(error);
      const { id: jobId, workspaceId } = job;
      const message = 'Some files could not be removed; the log of the server says why. They are removed when it starts again.';
      await commitCatalogChange(this.tools, { type: 'job.moved', workspaceId, jobId, state: 'failed', message });
    }
  }

  private async afterFailure(error: unknown): Promise<void> {
    if (this.stopped.signal.aborted) return;
    if (!isDiskFull(error)) {
      this.report(error);
      return;
    }
    this.wanted = true;
    await this.pause();
  }

  /** Ends early when the server stops. */
  private async pause(): Promise<void> {
    try {
      await delay(TRY_AGAIN_MS, undefined, { ref: false, signal: this.stopped.signal });
    } catch {
      // Stopped: whoever waits looks for that itself.
    }
  }
}

function isDiskFull(error: unknown): boolean {
  return MillraceError.is(error) && error.code === 'storage_full';
}

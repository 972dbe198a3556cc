import type {
  CancelAnswer,
  EvaluatorScore,
  LogLine,
  PauseAnswer,
  PreviewRun,
  RerunRun,
  RetryRun,
  Run,
  RunDeletion,
  RunEvent,
  RunExpansion,
  RunPreview,
  RunStatus,
  RunStatusView,
  StartRun,
  Step,
} from '@millrace/protocol';
import { MillraceApiError } from '../errors.ts';
import type { Pages } from '../pages.ts';
import type { PatienceOptions } from '../patience.ts';
import type { Requester, RequestOptions } from '../request.ts';
import { followEvents } from '../run-events.ts';
import type { FollowEventsOptions } from '../run-events.ts';
import { runChanges, waitForRun } from '../run-watch.ts';
import type { WaitOptions } from '../run-watch.ts';
import { objectWith } from '../shape.ts';
import { Artifacts } from './artifacts.ts';
import { Records } from './records.ts';
import { Verdicts } from './verdicts.ts';
import { RUN } from '../run-shape.ts';

const STATUS = objectWith<RunStatusView>('the status of a run', 'id', 'status', 'finished', 'seq', 'progress');
const STEP = objectWith<Step>('a step', 'op', 'status', 'attempts');
const EVENT = objectWith<RunEvent>('an event of a run', 'seq', 'type', 'at', 'data');
const SCORE = objectWith<EvaluatorScore>('a score', 'name', 'score', 'passed', 'differences');
const LOG_LINE = objectWith<LogLine>('a log line', 'seq', 'level', 'message');
const CANCELLED = objectWith<CancelAnswer>('what became of the cancellation', 'outcome', 'run');
const TOO_LATE = objectWith<{ readonly run: Run }>('a run', 'run');
const PREVIEW = objectWith<RunPreview>('what a run would cost', 'estimate', 'balance', 'can_run');
const DELETED = objectWith<RunDeletion>('a deletion', 'run_id', 'jobs');
const PAUSED = objectWith<PauseAnswer>('what became of the pause', 'outcome', 'run');

/** As many at a time as the server gives. */
const PAGE = 100;

export interface StartOptions extends RequestOptions {
  /** Requests with the same key start one run. Made up when it is left out, so that a lost answer does no harm. */
  readonly idempotencyKey?: string | undefined;
  /** Waits up to so many seconds for the end of the run before answering. */
  readonly waitSeconds?: number | undefined;
}

export interface GetOptions extends RequestOptions {
  readonly expand?: readonly RunExpansion[] | undefined;
}

export interface ListRuns extends RequestOptions {
  readonly workflow?: string | undefined;
  readonly version?: string | undefined;
  readonly status?: RunStatus | readonly RunStatus[] | undefined;
  readonly tag?: string | undefined;
  readonly concurrency_key?: string | undefined;
  /** Runs that this run started. */
  readonly parent?: string | undefined;
  /** RFC 3339. */
  readonly created_after?: string | undefined;
  readonly created_before?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly workflows?: readonly string[] | undefined;
  readonly trigger?: Run['trigger']['type'] | undefined;
  /** The key, user or run behind it; the empty text for runs that nobody in particular started. */
  readonly actor?: string | undefined;
  readonly batch?: string | undefined;
  readonly example?: string | undefined;
  /** RFC 3339: when it ended, whatever its status. */
  readonly completed_after?: string | undefined;
  readonly completed_before?: string | undefined;
  /** `none`: a verdict that judges nothing. */
  readonly verdict?: 'correct' | 'incorrect' | 'none' | undefined;
  readonly verdict_status?: 'open' | 'closed' | 'wont_fix' | undefined;
  readonly has_verdict?: boolean | undefined;
  readonly has_corrections?: boolean | undefined;
  /** From 0 to 1: runs whose `sample_rank` is below it. */
  readonly sample_rate?: number | undefined;
  /** The size of a page. */
  readonly limit?: number | undefined;
}

/** What goes: all of it, unless it is left out here. The batch of the run stays, unless it is asked for. */
export interface DeleteRun extends RequestOptions {
  readonly data?: boolean | undefined;
  readonly input?: boolean | undefined;
  readonly output?: boolean | undefined;
  readonly logs?: boolean | undefined;
  readonly batch?: boolean | undefined;
}

export interface Cancellation {
  /** `requested`: the run ends at the next safe point, or when its grace is over. `too_late`: it had ended before. */
  readonly outcome: 'cancelled' | 'requested' | 'too_late';
  readonly run: Run;
}

/** Starts runs, reads them, waits for them and steers them. */
export class Runs {
  readonly artifacts: Artifacts;
  readonly records: Records;
  readonly verdict: Verdicts;
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
    this.artifacts = new Artifacts(requester);
    this.records = new Records(requester);
    this.verdict = new Verdicts(requester);
  }

  async start(run: StartRun, options: StartOptions = {}): Promise<Run> {
    return this.#begin('/v1/runs', run, options);
  }

  /** What a start would cost, and whether it would be taken now. Nothing is started. */
  async preview(run: PreviewRun, options: RequestOptions = {}): Promise<RunPreview> {
    return this.#requester.read({ method: 'POST', path: '/v1/runs:preview', json: run, ...options }, PREVIEW);
  }

  /** A run with its output, and with what `expand` names. */
  async get(id: string, options: GetOptions = {}): Promise<Run> {
    return this.#requester.read({ method: 'GET', path: runPath(id), query: { expand: options.expand }, signal: options.signal }, RUN);
  }

  /** The small answer to a poll. */
  async status(id: string, options: RequestOptions = {}): Promise<RunStatusView> {
    return this.#requester.read({ method: 'GET', path: runPath(id, '/status'), ...options }, STATUS);
  }

  /** Runs, newest first. */
  list({ signal, limit, ...filter }: ListRuns = {}): Pages<Run> {
    const status = typeof filter.status === 'string' ? [filter.status] : filter.status;
    return this.#requester.pages({ method: 'GET', path: '/v1/runs', query: { ...filter, status, limit }, signal }, RUN);
  }

  /** The run when it has ended, or as it is when `timeoutMs` are over: see `finished`. */
  async wait(id: string, options: WaitOptions = {}): Promise<Run> {
    return waitForRun(this.#requester, runPath(id), options);
  }

  /** The run as it is now and after each change, up to its end; changes in quick succession may be seen as one. */
  changes(id: string, options: PatienceOptions = {}): AsyncGenerator<Run, void> {
    return runChanges(this.#requester, runPath(id), options);
  }

  /** Every event of the run as it happens, resumed where it broke off. Ends with the run. */
  events(id: string, options: FollowEventsOptions = {}): AsyncGenerator<RunEvent, void> {
    return followEvents(this.#requester, runPath(id, '/events'), options);
  }

  /** The events so far, without waiting for more. */
  eventLog(id: string, { after, signal }: { readonly after?: number } & RequestOptions = {}): Pages<RunEvent> {
    return this.#requester.pages({ method: 'GET', path: runPath(id, '/events'), query: { after, limit: PAGE }, signal }, EVENT);
  }

  steps(id: string, { expand, signal }: { readonly expand?: 'result' } & RequestOptions = {}): Pages<Step> {
    return this.#requester.pages({ method: 'GET', path: runPath(id, '/steps'), query: { expand, limit: PAGE }, signal }, STEP);
  }

  /** How the output of a run of an example was scored, evaluator by evaluator. */
  evaluations(id: string, options: RequestOptions = {}): Pages<EvaluatorScore> {
    return this.#requester.pages({ method: 'GET', path: runPath(id, '/evaluations'), ...options }, SCORE);
  }

  logs(id: string, { level, signal }: { readonly level?: LogLine['level'] } & RequestOptions = {}): Pages<LogLine> {
    return this.#requester.pages({ method: 'GET', path: runPath(id, '/logs'), query: { level, limit: PAGE }, signal }, LOG_LINE);
  }

  /** Cancels a run and every run that it started. */
  async cancel(id: string, options: RequestOptions = {}): Promise<Cancellation> {
    try {
      return await this.#requester.read({ method: 'POST', path: runPath(id, ':cancel'), ...options }, CANCELLED);
    } catch (error) {
      if (MillraceApiError.is(error) && error.code === 'run_finished' && TOO_LATE.fits(error.body)) {
        return { outcome: 'too_late', run: error.body.run };
      }
      throw error;
    }
  }

  /** Deletes a finished run for good, or with `data: false` only parts of what it holds. The work goes on in the jobs. */
  async delete(id: string, { signal, ...choices }: DeleteRun = {}): Promise<RunDeletion> {
    return this.#requester.read({ method: 'DELETE', path: runPath(id), query: choices, signal }, DELETED);
  }

  async pause(id: string, options: RequestOptions = {}): Promise<PauseAnswer> {
    return this.#requester.read({ method: 'POST', path: runPath(id, ':pause'), ...options }, PAUSED);
  }

  async resume(id: string, options: RequestOptions = {}): Promise<Run> {
    return this.#requester.read({ method: 'POST', path: runPath(id, ':resume'), ...options }, RUN);
  }

  /** The next attempt of a failed or cancelled run, as a new run. */
  async retry(id: string, retry: RetryRun = {}, options: StartOptions = {}): Promise<Run> {
    return this.#begin(runPath(id, ':retry'), retry, options);
  }

  /** The work of a run again, from a step on or with other input, results or version, as a new run. */
  async rerun(id: string, rerun: RerunRun = {}, options: StartOptions = {}): Promise<Run> {
    return this.#begin(runPath(id, ':rerun'), rerun, options);
  }

  async signal(id: string, name: string, payload: unknown = null, options: RequestOptions = {}): Promise<Run> {
    const path = runPath(id, `/signals/${encodeURIComponent(name)}`);
    return this.#requester.read({ method: 'POST', path, json: { payload }, ...options }, RUN);
  }

  async #begin(path: string, json: unknown, { idempotencyKey = crypto.randomUUID(), waitSeconds, signal }: StartOptions): Promise<Run> {
    const headers = { 'Idempotency-Key': idempotencyKey, Prefer: waitSeconds === undefined ? undefined : `wait=${waitSeconds}` };
    return this.#requester.read({ method: 'POST', path, json, headers, signal }, RUN);
  }
}

function runPath(id: string, rest = ''): string {
  return `/v1/runs/${encodeURIComponent(id)}${rest}`;
}

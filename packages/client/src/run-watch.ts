import type { Run } from '@millrace/protocol';
import { UnexpectedAnswerError } from './errors.ts';
import { Patience } from './patience.ts';
import type { PatienceOptions } from './patience.ts';
import type { Requester } from './request.ts';
import { RUN } from './run-shape.ts';

export interface WaitOptions extends PatienceOptions {
  /** How long to wait for the end; without it, as long as it takes. */
  readonly timeoutMs?: number | undefined;
}

/** How long one request may be held by the server. */
const HELD_SECONDS = 30;

/** Asks again and again, each time letting the server hold the request until the run ends. */
export async function waitForRun(requester: Requester, path: string, options: WaitOptions): Promise<Run> {
  const patience = new Patience(options);
  const until = Date.now() + (options.timeoutMs ?? Number.POSITIVE_INFINITY);
  for (;;) {
    const wait = Math.max(0, Math.min(HELD_SECONDS, Math.ceil((until - Date.now()) / 1000)));
    const run = await patience.keepTrying(async () =>
      requester.read({ method: 'GET', path, query: { wait }, signal: options.signal }, RUN),
    );
    if (run.finished || Date.now() >= until) return run;
  }
}

/** Gives the run whenever its ETag has changed, letting the server hold each request until it has. */
export async function* runChanges(requester: Requester, path: string, options: PatienceOptions): AsyncGenerator<Run, void> {
  const patience = new Patience(options);
  let seen: TaggedRun | null = null;
  for (;;) {
    const next: TaggedRun | null = await nextChange(requester, patience, { path, tag: seen?.tag ?? null, signal: options.signal });
    if (next === null) continue;
    seen = next;
    yield next.run;
    if (next.run.finished) return;
  }
}

interface TaggedRun {
  readonly run: Run;
  readonly tag: string;
}

interface ChangeRequest {
  readonly path: string;
  /** What was seen last; null to take the run as it is. */
  readonly tag: string | null;
  readonly signal: AbortSignal | undefined;
}

/** The run when it is another than the one of the tag; null when it is still the same after a while. */
async function nextChange(requester: Requester, patience: Patience, { path, tag, signal }: ChangeRequest): Promise<TaggedRun | null> {
  const headers = tag === null ? {} : { 'If-None-Match': tag, Prefer: `wait=${HELD_SECONDS}` };
  const response = await patience.keepTrying(async () => requester.send({ method: 'GET', path, headers, signal }));
  if (response.status === 304) return null;
  const run: unknown = await response.json();
  const newTag = response.headers.get('ETag');
  if (!RUN.fits(run) || newTag === null) throw new UnexpectedAnswerError('a run with an ETag');
  return { run, tag: newTag };
}

import { z } from 'zod';
import { attempt, insist } from './api-call.ts';
import type { Answer } from './api-call.ts';
import type { ServerLink } from './server-link.ts';

/** The requests of the crash test, each with what it needs to know of the answer. */
const run = z.object({ id: z.string() });
const status = z.object({
  status: z.enum(['queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled']),
  seq: z.int(),
  finished: z.boolean(),
});
export type StatusAnswer = z.infer<typeof status>;
const cancelled = z.object({ outcome: z.enum(['cancelled', 'requested']) });
const reviews = z.object({ data: z.array(z.object({ id: z.string(), status: z.string() })) });
const runs = z.object({ data: z.array(z.object({ id: z.string(), status_reason: z.string() })) });

export interface StartBody {
  readonly workflow: string;
  readonly input: unknown;
}

class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';

  constructor(what: string, { status: code, body }: Answer) {
    super(`${what} was answered with ${code}: ${JSON.stringify(body)}`);
  }
}

/** The id of the run that the key stands for. */
export async function start(link: ServerLink, key: string, body: StartBody): Promise<string> {
  for (;;) {
    const answer = await insist(link, { method: 'POST', path: '/v1/runs', body, idempotencyKey: key });
    if (answer.status >= 200 && answer.status < 300) return run.parse(answer.body).id;
    if (answer.status !== 409) throw new UnexpectedAnswer(`The start with key ${key}`, answer);
  }
}

/** One poll; null when the server went away. */
export async function poll(link: ServerLink, runId: string): Promise<StatusAnswer | null> {
  const answer = await attempt(link, { method: 'GET', path: `/v1/runs/${runId}/status` });
  if (answer === null) return null;
  if (answer.status !== 200) throw new UnexpectedAnswer(`A poll of ${runId}`, answer);
  return status.parse(answer.body);
}

/** True when the signal was acknowledged, false when the run had ended. */
export async function signal(link: ServerLink, runId: string, name: string, payload: unknown): Promise<boolean> {
  const answer = await insist(link, { method: 'POST', path: `/v1/runs/${runId}/signals/${name}`, body: { payload } });
  return acknowledged(answer, `Signal ${name} to ${runId}`);
}

export async function openReview(link: ServerLink, runId: string): Promise<string | null> {
  const answer = await insist(link, { method: 'GET', path: `/v1/reviews?run=${runId}` });
  if (answer.status !== 200) throw new UnexpectedAnswer(`The reviews of ${runId}`, answer);
  return reviews.parse(answer.body).data.find((review) => review.status === 'open')?.id ?? null;
}

/** False when it was decided before, perhaps by a request of ours whose answer was lost, or when the run had ended. */
export async function decide(link: ServerLink, reviewId: string, body: unknown): Promise<boolean> {
  return acknowledged(await insist(link, { method: 'POST', path: `/v1/reviews/${reviewId}:decide`, body }), `The decision of ${reviewId}`);
}

export async function pauseRun(link: ServerLink, runId: string): Promise<boolean> {
  return acknowledged(await insist(link, { method: 'POST', path: `/v1/runs/${runId}:pause` }), `The pause of ${runId}`);
}

export async function resumeRun(link: ServerLink, runId: string): Promise<boolean> {
  return acknowledged(await insist(link, { method: 'POST', path: `/v1/runs/${runId}:resume` }), `The resume of ${runId}`);
}

/** What the server said about the wish; null when the run had ended. */
export async function cancel(link: ServerLink, runId: string): Promise<'done' | 'requested' | null> {
  const answer = await insist(link, { method: 'POST', path: `/v1/runs/${runId}:cancel` });
  if (!acknowledged(answer, `The cancel of ${runId}`)) return null;
  return cancelled.parse(answer.body).outcome === 'cancelled' ? 'done' : 'requested';
}

/** Runs that wait for a person, with the reason. */
export async function waitingRuns(link: ServerLink): Promise<readonly { readonly id: string; readonly status_reason: string }[]> {
  const answer = await insist(link, { method: 'GET', path: '/v1/runs?status=waiting&limit=100' });
  if (answer.status !== 200) throw new UnexpectedAnswer('The list of waiting runs', answer);
  return runs.parse(answer.body).data;
}

function acknowledged(answer: Answer, what: string): boolean {
  if (answer.status >= 200 && answer.status < 300) return true;
  if (answer.status === 409) return false;
  throw new UnexpectedAnswer(what, answer);
}

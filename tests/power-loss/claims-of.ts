import { z } from 'zod';
import type { Stored, StoredRun } from '../crash/oracle/evidence.ts';
import type { Claim } from './claim.ts';
import type { Asked } from './load-client.ts';
import type { Said } from './said.ts';

const run = z.object({ id: z.string(), seq: z.int() });
const status = z.object({ seq: z.int(), status: z.string(), finished: z.boolean() });
const quote = z.object({ id: z.string() });
const upload = z.object({ id: z.string(), sha256: z.string(), size_bytes: z.int() });
const event = z.object({ seq: z.int(), type: z.string(), run_id: z.string() });
const effect = z.object({ runId: z.string(), step: z.string(), item: z.int().nullable() });

/** What may be concluded from everything that was said. `stored` is what the server had recorded in the end. */
export function claimsOf(said: readonly Said[], asked: ReadonlyMap<string, Asked>, stored: Stored): readonly Claim[] {
  const runs = new Map(stored.runs.map((known) => [known.id, known]));
  return said.flatMap((message) => {
    if (message.kind === 'event') return claimOfEvent(message);
    if (message.kind === 'request') return claimsOfEffect(message, runs);
    const what = asked.get(message.headers.get('x-request-id') ?? '');
    const isAcknowledged = message.status >= 200 && message.status < 300;
    return what === undefined || !isAcknowledged ? [] : claimsOfAnswer(message, what);
  });
}

function claimsOfAnswer({ at, body }: Said, asked: Asked): readonly Claim[] {
  switch (asked.kind) {
    case 'start': {
      const { id: runId, seq } = run.parse(JSON.parse(body));
      return [
        { at, kind: 'start', runId, key: asked.key },
        { at, kind: 'progress', runId, seq, end: null },
      ];
    }
    case 'read': {
      const answer = status.parse(JSON.parse(body));
      return [{ at, kind: 'progress', runId: asked.runId, seq: answer.seq, end: answer.finished ? answer.status : null }];
    }
    case 'signal':
      return [{ at, kind: 'signal', runId: asked.runId, name: asked.name }];
    case 'decide':
      return [{ at, kind: 'decision', runId: asked.runId, reviewId: asked.reviewId }];
    case 'wish': {
      const answer = wished.parse(JSON.parse(body));
      return [{ at, kind: 'progress', runId: asked.runId, seq: answer.seq, end: null }];
    }
    case 'upload': {
      const { id, sha256, size_bytes: sizeBytes } = upload.parse(JSON.parse(body));
      return [{ at, kind: 'upload', id, sha256, sizeBytes }];
    }
    case 'quote':
      return [{ at, kind: 'quote', id: quote.parse(JSON.parse(body)).id }];
    case 'other':
      return [];
  }
}

const wished = z.union([z.object({ run }).transform((answer) => answer.run), run]);

function claimOfEvent({ at, body }: Said): readonly Claim[] {
  const data = body.split('\n').find((line) => line.startsWith('data: '));
  if (data === undefined) return [];
  const { seq, type, run_id: runId } = event.parse(JSON.parse(data.slice('data: '.length)));
  return [{ at, kind: 'event', runId, seq, type }];
}

/** Workflows whose steps follow one another: when one has its effect, those before it are recorded. */
const ONE_AFTER_THE_OTHER = new Set(['chain', 'sleeper', 'asker', 'reviewed', 'writer', 'once', 'flaky', 'long']);
const AT_MOST_ONCE = new Set(['once/pay']);

function claimsOfEffect({ at, body }: Said, runs: ReadonlyMap<string, StoredRun>): readonly Claim[] {
  const sent = effect.safeParse(body === '' ? null : JSON.parse(body));
  if (!sent.success) return [];
  const { runId, step, item } = sent.data;
  const owner = runs.get(runId);
  if (owner === undefined || item !== null || !ONE_AFTER_THE_OTHER.has(owner.workflow)) return [];
  const before = stepsBefore(owner, step).map((name): Claim => ({ at, kind: 'step', runId, step: name }));
  return AT_MOST_ONCE.has(`${owner.workflow}/${step}`) ? [...before, { at, kind: 'intent', runId, step }] : before;
}

function stepsBefore({ events }: StoredRun, step: string): readonly string[] {
  const steps = events.flatMap(({ fact }) => (fact?.kind === 'completed' ? [fact.step] : []));
  const own = steps.indexOf(step);
  return own === -1 ? steps : steps.slice(0, own);
}

import type { ReviewDecision } from '../domain/change.ts';
import { MillraceError } from '../domain/errors.ts';
import type { Fault } from '../domain/errors.ts';
import type { Json } from '../domain/json.ts';
import { encodeJson } from '../domain/json-text.ts';
import { LIMITS } from '../domain/limits.ts';
import { utf8Length } from '../domain/utf8-length.ts';
import type { Review } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitRunChange } from './commit-run-change.ts';
import { refusalToError } from './refusal-to-error.ts';

export interface Verdict {
  readonly reviewId: string;
  readonly decision: ReviewDecision;
  /** What the run gets; absent: the data as it was shown. Needed when the decision is `edited`. */
  readonly value?: Json | undefined;
  readonly note?: string | null | undefined;
}

/** Decides a review, once and for good. Errors: `not_found`, `already_decided`, `conflict` when the run went on without it. */
export async function decideReview(context: CommandContext, caller: Caller, verdict: Verdict): Promise<Review> {
  const review = requireReview(context, caller, verdict.reviewId);
  const faults = verdictFaults(verdict);
  if (faults.length > 0) throw new MillraceError('invalid_request', 'The review cannot be decided like this; see errors.', { faults });
  if (review.state.status === 'decided') throw refusalToError({ kind: 'already_decided' });
  if (review.state.status === 'closed') {
    throw new MillraceError('conflict', 'The review is closed: its run went on or ended without a decision.');
  }
  const refusal = await commitRunChange(
    context,
    { workspaceId: review.workspaceId, id: review.runId },
    {
      type: 'review.decided',
      reviewId: review.id,
      name: review.name,
      decision: verdict.decision,
      actor: caller.actor,
      note: verdict.note ?? null,
      payload: verdict.value === undefined ? null : encodeJson(verdict.value),
    },
  );
  if (refusal !== null) throw refusalToError(refusal);
  return requireReview(context, caller, verdict.reviewId);
}

function requireReview(context: CommandContext, caller: Caller, reviewId: string): Review {
  const review = context.store.reviews.get(caller.workspaceId, reviewId);
  if (review === null) throw new MillraceError('not_found', 'There is no such review in this workspace.');
  return review;
}

function verdictFaults({ decision, value, note }: Verdict): readonly Fault[] {
  const faults: Fault[] = [];
  if (decision === 'edited' && value === undefined) faults.push({ pointer: '/value', message: 'is needed when the decision is "edited"' });
  if (value !== undefined && utf8Length(encodeJson(value)) > LIMITS.resultBytes) {
    faults.push({ pointer: '/value', message: `has more than ${LIMITS.resultBytes} bytes` });
  }
  if ((note ?? '').length > LIMITS.reviewNoteLength) {
    faults.push({ pointer: '/note', message: `has more than ${LIMITS.reviewNoteLength} characters` });
  }
  return faults;
}

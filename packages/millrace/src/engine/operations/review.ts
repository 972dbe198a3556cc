import type { JsonText } from '../../domain/json.ts';
import type { Execution } from '../execution.ts';
import { optionalDurationMs } from '../duration-option.ts';
import type { DecisionRecord } from '../history.ts';
import { recordable, revive } from '../payload.ts';
import type { ReviewOptions, ReviewResult } from '../run-context.ts';
import { untilOf } from '../wait-until.ts';

export async function review<T>(
  execution: Execution,
  name: string,
  data: unknown,
  options: ReviewOptions = {},
): Promise<ReviewResult<T> | null> {
  const op = execution.nextOp('review', name);
  const shown = recordable(data, `The data of review ${name}`);
  const recorded = execution.history.waitEnd(op);
  if (recorded !== null) {
    await execution.replayed(op);
    return recorded.timedOut ? null : resultOf(recorded.payload, shown);
  }
  const { reviewId, until } = execution.history.review(op) ?? (await request(execution, op, name, shown, options));
  const wait = {
    op,
    reason: 'review',
    waitingFor: { kind: 'review', name, reviewId, until },
    wakeOn: `review:${reviewId}`,
    until,
  } as const;
  const decided = await execution.waitUntil(wait, () => {
    const decision = execution.history.decision(reviewId);
    if (decision !== null) return { value: decision };
    return until !== null && execution.ports.now() >= until ? { value: null } : null;
  });
  const payload = decided === null ? null : recordable(decided, `The decision of review ${name}`);
  const ended = { type: 'wait.completed', op, name, timedOut: decided === null, signalSeq: null, payload } as const;
  // A decision that was acknowledged is not passed over: the run neither ends nor parks before the journal agrees that there is none.
  if (decided === null) void execution.during(() => execution.commit({ ...ended, seenInputSeq: execution.history.inputSeq }));
  else void execution.commit(ended);
  return decided === null ? null : resultOf(payload, shown);
}

async function request(
  execution: Execution,
  op: string,
  name: string,
  payload: JsonText | null,
  options: ReviewOptions,
): Promise<{ reviewId: string; until: number | null }> {
  const timeoutMs = optionalDurationMs(options.timeout, `the timeout of review ${name}`);
  await execution.mayBegin();
  const reviewId = execution.ports.newId();
  const until = untilOf(execution, timeoutMs);
  void execution.commit({
    type: 'review.requested',
    op,
    reviewId,
    name,
    title: options.title ?? name,
    until,
    form: options.form ?? null,
    payload,
  });
  return { reviewId, until };
}

/** A reviewer who sends no value of their own approves what was shown. */
function resultOf<T>(recorded: JsonText | null, shown: JsonText | null): ReviewResult<T> {
  const { decision, note, actor, payload } = revive<DecisionRecord>(recorded);
  return { decision, value: revive(payload ?? shown), note, by: actor };
}

import type { Review as WireReview } from '@millrace/protocol';
import { decodeJson } from '../../../domain/json-text.ts';
import type { Review } from '../../../store/store.ts';
import { optionalTimestamp, timestamp } from '../../timestamp.ts';

export function presentReview(review: Review): WireReview {
  const { state } = review;
  const decided = state.status === 'decided' ? state : null;
  return {
    id: review.id,
    run_id: review.runId,
    workflow: review.workflow,
    name: review.name,
    title: review.title,
    form: review.form,
    data: decodeJson(review.data),
    status: state.status,
    decision: decided?.decision ?? null,
    value: decided === null || decided.value === null ? null : decodeJson(decided.value),
    note: decided?.note ?? null,
    decided_by: decided?.actor ?? null,
    requested_at: timestamp(review.requestedAt),
    expires_at: optionalTimestamp(review.until),
    closed_at: state.status === 'closed' ? timestamp(state.closedAt) : null,
    decided_at: decided === null ? null : timestamp(decided.decidedAt),
  };
}

import { MillraceError } from '../domain/errors.ts';
import type { Refusal } from '../domain/refusal.ts';
import { isTerminal } from '../domain/run-status.ts';

const QUOTE_PROBLEMS = {
  unknown: 'The quote is not known in this workspace. Ask for a new one.',
  expired: 'The quote has expired. Ask for a new one.',
  used: 'The quote has been used; it is good for one run. Ask for a new one.',
} as const;

/** Runs end at any time, so it is worth asking again soon. */
const TRY_AGAIN_SECONDS = 5;

/** The error for a change that the journal did not take. Commands handle the refusals they expect before they ask here. */
export function refusalToError(refusal: Refusal): MillraceError {
  switch (refusal.kind) {
    case 'not_found':
      return new MillraceError('not_found', 'There is no such run in this workspace.');
    case 'wrong_status':
      return isTerminal(refusal.status)
        ? new MillraceError('run_finished', `The run is ${refusal.status}; a run that has ended never changes.`)
        : new MillraceError('conflict', `The run is ${refusal.status}, which does not allow this.`);
    case 'idempotency_mismatch':
      return new MillraceError(
        'idempotency_mismatch',
        `The idempotency key was used for another request, which started run ${refusal.runId}. Use a new key.`,
      );
    case 'already_decided':
      return new MillraceError('already_decided', 'The review has been decided before; a decision is final.');
    case 'limit_exceeded':
      return new MillraceError('limit_exceeded', `The run has reached its limit of ${refusal.max} (${refusal.limit}).`);
    case 'plan_inactive':
      return new MillraceError('plan_inactive', 'The plan of the workspace is not active, so nothing can be started. What runs goes on.');
    case 'insufficient_credits':
      return new MillraceError(
        'insufficient_credits',
        `Only ${refusal.available} credits are available, which is too few. Add credits first.`,
      );
    case 'quote_invalid':
      return new MillraceError('quote_invalid', QUOTE_PROBLEMS[refusal.problem]);
    case 'too_many_runs':
      return new MillraceError('too_many_runs', tooManyRuns(refusal), { retryAfterSeconds: TRY_AGAIN_SECONDS });
    case 'grant_mismatch':
      return new MillraceError('idempotency_mismatch', 'The idempotency key was used for another grant. Use a new key.');
    case 'storage_full':
      return new MillraceError('storage_full', 'The disk of the server is full. Nothing was stored; reading still works.', {
        retryAfterSeconds: 30,
      });
    case 'file_gone':
      return new MillraceError('conflict', `The file ${refusal.path} has been removed in the meantime. Hand it in again.`);
    case 'stale_owner':
    case 'outdated':
    case 'cancel_requested':
    case 'already_requested':
      return new MillraceError('conflict', 'The run changed in the meantime. Look at it again before trying once more.');
    case 'grant_replay':
    case 'idempotency_replay':
    case 'duplicate_id':
      return new MillraceError('conflict', 'The same thing was created by another request at the same time.');
  }
}

function tooManyRuns({ max, workflow }: Extract<Refusal, { kind: 'too_many_runs' }>): string {
  if (workflow !== null) return `A run of ${workflow} has not ended yet, and there may be only one. Wait for it, or cancel it.`;
  return `The plan allows ${max} runs that have not ended, and there are as many. Wait for one to end, or cancel one.`;
}

import { MillraceError } from '../domain/errors.ts';
import type { Refusal } from '../domain/refusal.ts';
import { isTerminal } from '../domain/run-status.ts';

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
    case 'storage_full':
      return new MillraceError('storage_full', 'The disk of the server is full. Nothing was stored; reading still works.', {
        retryAfterSeconds: 30,
      });
    case 'stale_owner':
    case 'cancel_requested':
    case 'already_requested':
      return new MillraceError('conflict', 'The run changed in the meantime. Look at it again before trying once more.');
    case 'idempotency_replay':
    case 'duplicate_id':
      return new MillraceError('conflict', 'The same thing was created by another request at the same time.');
  }
}

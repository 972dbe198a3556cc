import { MillraceError } from '../domain/errors.ts';
import { isCredits } from '../domain/estimate.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { LIMITS } from '../domain/limits.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { fingerprint } from './fingerprint.ts';
import { refusalToError } from './refusal-to-error.ts';

export interface GrantRequest {
  /** Whole credits from 1 on. */
  readonly amount: number;
  readonly note?: string | null | undefined;
  /** The same key gives once, however often it is sent. */
  readonly idempotencyKey: string | null;
}

export interface GrantedCredits {
  readonly entry: LedgerEntry;
  /** True when an earlier request with the same key gave them. */
  readonly replayed: boolean;
}

/** Gives credits to the caller's workspace. Errors: `invalid_request`, `idempotency_mismatch`, `limit_exceeded`, `storage_full`. */
export async function grantCredits(context: CommandContext, caller: Caller, request: GrantRequest): Promise<GrantedCredits> {
  const { amount, note = null, idempotencyKey } = request;
  checkGrant(amount, note);
  const { workspaceId, actor } = caller;
  const idempotency = idempotencyKey === null ? null : { key: idempotencyKey, fingerprint: fingerprint({ verb: 'grant', amount, note }) };
  const id = context.newId();
  const change = { type: 'credits.granted', workspaceId, grant: { id, amount, note, actor, idempotency } } as const;
  const result = await context.journal.commit([{ kind: 'catalog', at: context.now(), change }]);
  if (result.ok) return { entry: requireEntry(context, workspaceId, id), replayed: false };
  if (result.refusal.kind === 'limit_exceeded') {
    throw new MillraceError('limit_exceeded', `A workspace can be given ${LIMITS.creditsGranted} credits in all; this would be more.`);
  }
  if (result.refusal.kind !== 'grant_replay') throw refusalToError(result.refusal);
  return { entry: requireEntry(context, workspaceId, result.refusal.entryId), replayed: true };
}

function checkGrant(amount: number, note: string | null): void {
  const faults = [
    ...(isCredits(amount) && amount > 0 ? [] : [{ pointer: '/amount', message: `must be a whole number from 1 to ${LIMITS.credits}` }]),
    ...(note === null || note.length <= LIMITS.creditNoteLength
      ? []
      : [{ pointer: '/note', message: `must have at most ${LIMITS.creditNoteLength} characters` }]),
  ];
  if (faults.length > 0) throw new MillraceError('invalid_request', 'The credits cannot be granted like this; see errors.', { faults });
}

function requireEntry(context: CommandContext, workspaceId: string, entryId: string): LedgerEntry {
  const entry = context.store.credits.entry(workspaceId, entryId);
  if (entry === null) throw new MillraceError('internal', 'The journal took a grant and the ledger does not show it.');
  return entry;
}

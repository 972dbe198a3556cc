import type { CatalogChange, RunChange } from '../../domain/change.ts';
import type { CreditTerms } from '../../domain/credit-terms.ts';
import { WORKSPACE } from './scenario.ts';
import type { Scenario } from './scenario.ts';

/** Changes that move credits, with what a test does not care about filled in. */

export const OTHER = 'workspace-2';
export const ALL = { limit: 1000, cursor: null };

export function used(credits: number): RunChange {
  const entry = { provider: 'acme', meter: 'calls', quantity: 1, costMicros: 0, currency: 'USD', credits, step: null, attempt: null };
  return { type: 'usage.recorded', op: null, entry };
}

export function granted(amount: number, key: string | null = null, workspaceId: string = WORKSPACE): CatalogChange {
  const idempotency = key === null ? null : { key, fingerprint: `for ${amount}` };
  const grant = { id: crypto.randomUUID(), amount, note: 'thanks', actor: 'key-1', idempotency };
  return { type: 'credits.granted', workspaceId, grant };
}

export function issued(id: string, expiresAt: number, workspaceId: string = WORKSPACE): CatalogChange {
  const estimate = { min: 1, expected: 2, max: 3, breakdown: [{ name: 'a', kind: null, min: 1, expected: 1, max: 1 }] };
  const about = { workflow: 'import', version: 'v1', inputHash: 'ih', tokenHash: 'th', createdAt: 5 };
  return { type: 'quote.issued', workspaceId, quote: { id, workspaceId, credits: 3, estimate, expiresAt, ...about } };
}

export const held = (amount: number): CreditTerms => ({ held: amount, prepaid: false, quoteId: null });
export const quoted = (amount: number, quoteId: string): CreditTerms => ({ held: amount, prepaid: true, quoteId });

/** What the ledger of a workspace says, oldest first. */
export function entriesOf(s: Scenario, runId?: string): readonly (readonly [string, number])[] {
  const { data } = s.store.credits.entries(WORKSPACE, runId === undefined ? {} : { runId }, ALL);
  return data.toReversed().map(({ kind, amount }) => [kind, amount]);
}

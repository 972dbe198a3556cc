import { checkEstimate } from '../../domain/estimate.ts';
import { ENTRY_KINDS, type Balances, type LedgerEntry } from '../../domain/ledger.ts';
import type { Plan } from '../../domain/plan.ts';
import type { StoredQuote } from '../store.ts';
import { parseJson } from './parse-json.ts';
import { integer, integerOrNull, text, textOrNull, word, type Row } from './row-values.ts';

export function balancesOf(row: Row): Balances {
  return {
    granted: integer(row, 'granted'),
    available: integer(row, 'available'),
    held: integer(row, 'held'),
    spent: integer(row, 'spent'),
  };
}

export function rowToEntry(row: Row): LedgerEntry {
  return {
    id: text(row, 'id'),
    workspaceId: text(row, 'workspace_id'),
    seq: integer(row, 'seq'),
    kind: word(row, 'kind', ENTRY_KINDS),
    amount: integer(row, 'amount'),
    at: integer(row, 'at'),
    runId: textOrNull(row, 'run_id'),
    quoteId: textOrNull(row, 'quote_id'),
    actor: textOrNull(row, 'actor'),
    note: textOrNull(row, 'note'),
  };
}

export function rowToPlan(row: Row): Plan {
  return {
    name: text(row, 'name'),
    active: integer(row, 'active') === 1,
    metered: integer(row, 'metered') === 1,
    requestsPerMinute: integerOrNull(row, 'requests_per_minute'),
    concurrentRuns: integerOrNull(row, 'concurrent_runs'),
    creditsPerPeriod: integerOrNull(row, 'credits_per_period'),
  };
}

export function rowToQuote(row: Row): StoredQuote {
  const estimate = checkEstimate(parseJson(text(row, 'estimate')));
  if (!estimate.ok) throw new TypeError(`The column estimate of a quote does not hold an estimate. ${estimate.problem}`);
  return {
    id: text(row, 'id'),
    workspaceId: text(row, 'workspace_id'),
    tokenHash: text(row, 'token_hash'),
    workflow: text(row, 'workflow'),
    version: text(row, 'version'),
    inputHash: text(row, 'input_hash'),
    credits: integer(row, 'credits'),
    estimate: estimate.value,
    createdAt: integer(row, 'created_at'),
    expiresAt: integer(row, 'expires_at'),
    runId: textOrNull(row, 'run_id'),
  };
}

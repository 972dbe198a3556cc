import type { CreditEntry, Credits, Estimate as WireEstimate } from '@millrace/protocol';
import type { Estimate } from '../../../domain/estimate.ts';
import { MOVES, type Balances, type LedgerEntry } from '../../../domain/ledger.ts';
import { timestamp } from '../../timestamp.ts';

/** What was granted is where all credits come from, so its account is below zero; clients see what was given. */
export function presentBalances({ available, held, spent }: Balances): Credits {
  return { available, held, spent, granted: available + held + spent };
}

export function presentEntry(entry: LedgerEntry): CreditEntry {
  const { id, seq, kind, amount, actor, note } = entry;
  const { from, to } = MOVES[kind];
  return { id, seq, kind, from, to, amount, at: timestamp(entry.at), run_id: entry.runId, quote_id: entry.quoteId, actor, note };
}

export function presentEstimate({ min, expected, max, breakdown }: Estimate): WireEstimate {
  return { min, expected, max, breakdown: breakdown.map((part) => ({ ...part })) };
}

import { NO_CREDITS, type Balances, type LedgerEntry } from '../../domain/ledger.ts';
import type { Plan } from '../../domain/plan.ts';
import type { CreditReads, EntryFilter, Page, PageOf, StoredQuote } from '../store.ts';
import { balancesOf, rowToEntry, rowToPlan, rowToQuote } from './credit-rows.ts';
import { decodeCursor, encodeCursor, type Position } from './cursor.ts';
import type { Prepare } from './statement-cache.ts';

export class SqliteCreditReads implements CreditReads {
  private readonly prepare: Prepare;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
  }

  balances(workspaceId: string): Balances {
    const row = this.prepare('SELECT * FROM ledger_balances WHERE workspace_id = ?').get(workspaceId);
    return row === undefined ? NO_CREDITS : balancesOf(row);
  }

  entries(workspaceId: string, filter: EntryFilter, { limit, cursor }: Page): PageOf<LedgerEntry> {
    const after = cursor === null ? null : decodeCursor(cursor);
    const { sql, values } = listing(workspaceId, filter, after);
    const found = this.prepare(sql)
      .all(...values, limit + 1)
      .map(rowToEntry);
    const data = found.slice(0, limit);
    const last = found.length > limit ? data.at(-1) : undefined;
    return { data, nextCursor: last === undefined ? null : encodeCursor({ at: last.at, id: String(last.seq) }) };
  }

  entry(workspaceId: string, entryId: string): LedgerEntry | null {
    const row = this.prepare('SELECT * FROM ledger_entries WHERE workspace_id = ? AND id = ?').get(workspaceId, entryId);
    return row === undefined ? null : rowToEntry(row);
  }

  plan(workspaceId: string): Plan | null {
    const row = this.prepare('SELECT * FROM plans WHERE workspace_id = ?').get(workspaceId);
    return row === undefined ? null : rowToPlan(row);
  }

  quote(workspaceId: string, quoteId: string): StoredQuote | null {
    const row = this.prepare('SELECT * FROM quotes WHERE workspace_id = ? AND id = ?').get(workspaceId, quoteId);
    return row === undefined ? null : rowToQuote(row);
  }
}

interface Listing {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** Every text of a statement is one of a few: which parts there are, never what they hold. */
function listing(workspaceId: string, { runId, kinds = [], after, before }: EntryFilter, last: Position | null): Listing {
  const parts: (readonly [string, ...(string | number)[]])[] = [['workspace_id = ?', workspaceId]];
  if (runId !== undefined) parts.push(['run_id = ?', runId]);
  if (kinds.length > 0) parts.push([`kind IN (${kinds.map(() => '?').join(', ')})`, ...kinds]);
  if (after !== undefined) parts.push(['at > ?', after]);
  if (before !== undefined) parts.push(['at < ?', before]);
  if (last !== null) parts.push(['(at, seq) < (?, ?)', last.at, Number(last.id)]);
  const index = runId === undefined ? 'ledger_entries_by_time' : 'ledger_entries_by_run';
  const where = parts.map(([condition]) => condition).join(' AND ');
  return {
    sql: `SELECT * FROM ledger_entries INDEXED BY ${index} WHERE ${where} ORDER BY at DESC, seq DESC LIMIT ?`,
    values: parts.flatMap(([, ...values]) => values),
  };
}

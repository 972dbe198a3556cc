import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { move, NO_CREDITS, type Balances, type Move } from '../../domain/ledger.ts';
import { balancesOf } from './credit-rows.ts';
import { integer } from './row-values.ts';

/** A movement that goes into the ledger, and what it is for. */
export interface NewEntry extends Move {
  readonly id: string;
  readonly workspaceId: string;
  readonly at: number;
  readonly runId: string | null;
  readonly quoteId: string | null;
  readonly actor: string | null;
  readonly note: string | null;
  readonly idempotency: { readonly key: string; readonly fingerprint: string } | null;
}

interface Standing {
  readonly balances: Balances;
  readonly entries: number;
}

const EMPTY: Standing = { balances: NO_CREDITS, entries: 0 };

/** Adds entries to ledgers. Balances are kept in memory, because there is one writer, and written once a transaction. */
export class LedgerWrites {
  private readonly read: StatementSync;
  private readonly insert: StatementSync;
  private readonly save: StatementSync;
  private readonly byKey: StatementSync;
  private readonly standings = new Map<string, Standing>();
  private readonly unsaved = new Set<string>();

  constructor(db: DatabaseSync) {
    this.read = db.prepare('SELECT * FROM ledger_balances WHERE workspace_id = ?');
    this.insert = db.prepare(
      'INSERT INTO ledger_entries (workspace_id, seq, id, kind, amount, at, run_id, quote_id, actor, note, idempotency_key, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.save = db.prepare(
      'INSERT INTO ledger_balances (workspace_id, entries, granted, available, held, spent) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (workspace_id) DO UPDATE SET entries = excluded.entries, granted = excluded.granted, available = excluded.available, held = excluded.held, spent = excluded.spent',
    );
    this.byKey = db.prepare('SELECT id, fingerprint FROM ledger_entries WHERE workspace_id = ? AND idempotency_key = ?');
  }

  balances(workspaceId: string): Balances {
    return this.standing(workspaceId).balances;
  }

  /** The grant that was made with this key. */
  grantWith(workspaceId: string, key: string): { readonly entryId: string; readonly fingerprint: string } | null {
    const row = this.byKey.get(workspaceId, key);
    return row === undefined ? null : { entryId: String(row['id']), fingerprint: String(row['fingerprint']) };
  }

  write(entry: NewEntry): void {
    const { workspaceId, id, kind, amount, at, runId, quoteId, actor, note, idempotency } = entry;
    const { balances, entries } = this.standing(workspaceId);
    const seq = entries + 1;
    const { key = null, fingerprint = null } = idempotency ?? {};
    this.insert.run(workspaceId, seq, id, kind, amount, at, runId, quoteId, actor, note, key, fingerprint);
    this.standings.set(workspaceId, { balances: move(balances, entry), entries: seq });
    this.unsaved.add(workspaceId);
  }

  flush(): void {
    for (const workspaceId of this.unsaved) {
      const { balances, entries } = this.standing(workspaceId);
      this.save.run(workspaceId, entries, balances.granted, balances.available, balances.held, balances.spent);
    }
    this.unsaved.clear();
  }

  /** After a rollback: the database knows better. */
  clear(): void {
    this.standings.clear();
    this.unsaved.clear();
  }

  private standing(workspaceId: string): Standing {
    const known = this.standings.get(workspaceId);
    if (known !== undefined) return known;
    const row = this.read.get(workspaceId);
    const standing = row === undefined ? EMPTY : { balances: balancesOf(row), entries: integer(row, 'entries') };
    this.standings.set(workspaceId, standing);
    return standing;
  }
}

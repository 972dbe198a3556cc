import type { DatabaseSync } from 'node:sqlite';
import { openWriter } from '../../../packages/millrace/src/store/sqlite/database.ts';
import { cachedStatements } from '../../../packages/millrace/src/store/sqlite/statement-cache.ts';
import { storeOn } from '../../../packages/millrace/src/store/sqlite/store.ts';
import type { Store } from '../../../packages/millrace/src/store/store.ts';

/** The database of one simulation after another: emptied, which is quicker than made anew. */
export class MemoryDatabase {
  readonly db: DatabaseSync = openWriter(':memory:');
  readonly store: Store = { ...storeOn(cachedStatements(this.db)), close: () => {} };
  private readonly tables: readonly string[];

  constructor() {
    const rows = this.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
    this.tables = rows.map(({ name }) => String(name)).filter((name) => name !== 'schema_migrations');
  }

  empty(): void {
    if (this.db.isTransaction) this.db.exec('ROLLBACK');
    this.db.exec(this.tables.map((table) => `DELETE FROM ${table};`).join(''));
  }
}

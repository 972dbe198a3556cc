import type { DatabaseSync } from 'node:sqlite';
import { openWriter } from '../../../packages/millrace/src/store/sqlite/database.ts';
import { cachedStatements } from '../../../packages/millrace/src/store/sqlite/statement-cache.ts';
import { storeOn } from '../../../packages/millrace/src/store/sqlite/store.ts';
import type { Store } from '../../../packages/millrace/src/store/store.ts';

const SQLITE_FULL = 13;

/** The database of one simulation after another: emptied, which is quicker than made anew. */
export class MemoryDatabase {
  readonly db: DatabaseSync = openWriter(':memory:');
  readonly store: Store = { ...storeOn(cachedStatements(this.db)), close: () => {} };
  /** A commit fails as it does when there is no room for it. */
  isFull = false;
  private readonly tables: readonly string[];

  constructor() {
    this.failCommitsWhenFull();
    const rows = this.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
    this.tables = rows.map(({ name }) => String(name)).filter((name) => name !== 'schema_migrations');
  }

  empty(): void {
    this.isFull = false;
    if (this.db.isTransaction) this.db.exec('ROLLBACK');
    this.db.exec(this.tables.map((table) => `DELETE FROM ${table};`).join(''));
  }

  private failCommitsWhenFull(): void {
    const prepare = this.db.prepare.bind(this.db);
    this.db.prepare = (sql) => {
      const statement = prepare(sql);
      if (sql !== 'COMMIT') return statement;
      const run = statement.run.bind(statement);
      statement.run = () => {
        if (this.isFull) throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: SQLITE_FULL });
        return run();
      };
      return statement;
    };
  }
}

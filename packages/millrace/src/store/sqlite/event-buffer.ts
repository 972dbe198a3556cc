import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { StoredEventWithPayload } from '../store.ts';

const ROWS_PER_STATEMENT = 16;
const COLUMNS = 6;

/**
 * Gathers the events of one transaction and inserts them many rows a statement: crossing into SQLite costs more than
 * the insert itself, and the log gets one row for every change there is.
 */
export class EventBuffer {
  private readonly one: StatementSync;
  private readonly many: StatementSync;
  private values: SQLInputValue[] = [];

  constructor(db: DatabaseSync) {
    const row = `(${Array.from({ length: COLUMNS }, () => '?').join(', ')})`;
    const insert = 'INSERT INTO run_events (run_key, seq, type, at, data, payload) VALUES ';
    this.one = db.prepare(insert + row);
    this.many = db.prepare(insert + Array.from({ length: ROWS_PER_STATEMENT }, () => row).join(', '));
  }

  add(runKey: number, { seq, type, at, data, payload }: StoredEventWithPayload): void {
    this.values.push(runKey, seq, type, at, data, payload);
  }

  /** Must be called before the transaction commits. */
  flush(): void {
    const { values } = this;
    const block = ROWS_PER_STATEMENT * COLUMNS;
    let from = 0;
    for (; from + block <= values.length; from += block) this.many.run(...values.slice(from, from + block));
    for (; from < values.length; from += COLUMNS) this.one.run(...values.slice(from, from + COLUMNS));
    this.values = [];
  }

  clear(): void {
    this.values = [];
  }
}

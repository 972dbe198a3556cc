import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RunChange } from '../../../packages/millrace/src/domain/change.ts';
import { isRunChangeType } from '../../../packages/millrace/src/domain/change-types.ts';
import { decodeChange } from '../../../packages/millrace/src/domain/decode-change.ts';
import { trustJsonText } from '../../../packages/millrace/src/domain/json-text.ts';

export interface LoggedChange {
  readonly seq: number;
  readonly at: number;
  readonly change: RunChange;
}

/** The row of a run as it stands, and what its log says after a seq. */
interface LoggedRun {
  readonly status: string;
  readonly runnableAt: number | null;
  readonly changes: readonly LoggedChange[];
}

/** Reads what is durable straight from the tables, past everything that Millrace keeps in memory. */
export class LogReader {
  private readonly row: StatementSync;
  private readonly events: StatementSync;

  constructor(db: DatabaseSync) {
    this.row = db.prepare('SELECT run_key, status, runnable_at FROM runs WHERE id = ?');
    this.events = db.prepare('SELECT seq, type, at, data, payload FROM run_events WHERE run_key = ? AND seq > ? ORDER BY seq');
  }

  /** Null when the run is not there. */
  since(runId: string, seq: number): LoggedRun | null {
    const row = this.row.get(runId);
    if (row === undefined) return null;
    const changes = this.events.all(row['run_key'] ?? null, seq).map((event) => {
      const type = String(event['type']);
      if (!isRunChangeType(type)) throw new Error(`There is no change of type ${type}.`);
      const payload = event['payload'];
      const change = decodeChange(type, trustJsonText(String(event['data'])), typeof payload === 'string' ? trustJsonText(payload) : null);
      return { seq: Number(event['seq']), at: Number(event['at']), change };
    });
    const runnableAt = row['runnable_at'];
    return { status: String(row['status']), runnableAt: typeof runnableAt === 'number' ? runnableAt : null, changes };
  }

  has(runId: string): boolean {
    return this.row.get(runId) !== undefined;
  }
}

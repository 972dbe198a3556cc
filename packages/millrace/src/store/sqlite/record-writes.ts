import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RowOutcome, RunChangeOf } from '../../domain/change.ts';

/** Appends rows to record sets, with what became of each of them where that was said. */
export class RecordWrites {
  private readonly rows: StatementSync;
  private readonly count: StatementSync;
  private readonly outcomes: StatementSync;
  private readonly totals: StatementSync;

  constructor(db: DatabaseSync) {
    this.rows = db.prepare('INSERT INTO record_chunks (run_key, name, start_index, count, rows) VALUES (?, ?, ?, ?, ?)');
    this.count = db.prepare(
      'SELECT start_index + count AS total FROM record_chunks WHERE run_key = ? AND name = ? ORDER BY start_index DESC LIMIT 1',
    );
    this.outcomes = db.prepare(
      'INSERT INTO record_outcomes (run_key, name, start_index, delivered, dropped, failed, total_delivered, total_dropped, total_failed, outcomes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.totals = db.prepare(
      'SELECT total_delivered, total_dropped, total_failed FROM record_outcomes WHERE run_key = ? AND name = ? ORDER BY start_index DESC LIMIT 1',
    );
  }

  write(runKey: number, change: RunChangeOf<'records.appended'>): void {
    // A chunk without rows would begin where the next one does.
    if (change.count === 0) return;
    const start = Number(this.count.get(runKey, change.name)?.['total'] ?? 0);
    this.rows.run(runKey, change.name, start, change.count, change.payload ?? '[]');
    if (change.outcomes !== undefined && change.outcomes !== null) this.writeOutcomes(runKey, change.name, start, change.outcomes);
  }

  private writeOutcomes(runKey: number, name: string, start: number, outcomes: readonly RowOutcome[]): void {
    const counts = { delivered: 0, dropped: 0, failed: 0 };
    for (const { outcome } of outcomes) counts[outcome] += 1;
    const { delivered, dropped, failed } = counts;
    const before = this.totals.get(runKey, name);
    const total = (column: string, more: number): number => Number(before?.[column] ?? 0) + more;
    this.outcomes.run(
      runKey,
      name,
      start,
      delivered,
      dropped,
      failed,
      total('total_delivered', delivered),
      total('total_dropped', dropped),
      total('total_failed', failed),
      JSON.stringify(outcomes.map(({ outcome, reason }) => (reason === null ? outcome : [outcome, reason]))),
    );
  }
}

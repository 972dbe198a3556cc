import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RunHead } from './run-heads.ts';
import { runToRow, runToStateRow } from './run-rows.ts';

/** Writes the row of a run: whole the first time, after that only what changes. */
export class RunRowWrites {
  private readonly insert: StatementSync;
  private readonly update: StatementSync;

  constructor(db: DatabaseSync) {
    this.insert = db.prepare(
      'INSERT INTO runs (run_key, workspace_id, id, workflow, version, run_number, status, seq, created_at, updated_at, runnable_at, deadline_at, waiting_for, input_seq, children, priority, concurrency_key, claim_epoch, crashes, parent_run_id, previous_run_id, identity, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.update = db.prepare(
      'UPDATE runs SET status = ?, seq = ?, updated_at = ?, runnable_at = ?, deadline_at = ?, waiting_for = ?, input_seq = ?, children = ?, claim_epoch = ?, crashes = ?, state = ? WHERE run_key = ?',
    );
  }

  write(head: RunHead): void {
    if (head.rowSeq > 0) this.updateRow(head);
    else this.insertRow(head);
  }

  private updateRow({ runKey, run }: RunHead): void {
    const row = runToStateRow(run);
    this.update.run(
      row.status,
      row.seq,
      row.updated_at,
      row.runnable_at,
      row.deadline_at,
      row.waiting_for,
      row.input_seq,
      row.children,
      row.claim_epoch,
      row.crashes,
      row.state,
      runKey,
    );
  }

  private insertRow({ runKey, run }: RunHead): void {
    const row = runToRow(run);
    this.insert.run(
      runKey,
      row.workspace_id,
      row.id,
      row.workflow,
      row.version,
      row.run_number,
      row.status,
      row.seq,
      row.created_at,
      row.updated_at,
      row.runnable_at,
      row.deadline_at,
      row.waiting_for,
      row.input_seq,
      row.children,
      row.priority,
      row.concurrency_key,
      row.claim_epoch,
      row.crashes,
      row.parent_run_id,
      row.previous_run_id,
      row.identity,
      row.state,
    );
  }
}

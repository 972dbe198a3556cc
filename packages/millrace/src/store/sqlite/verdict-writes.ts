import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { VerdictChange } from '../../domain/apply-verdict.ts';
import type { RunChangeOf } from '../../domain/change.ts';
import type { RunHead } from './run-heads.ts';

/** Rows of what people found about a run after it had ended: its verdict, and its expected files. */
export class VerdictWrites {
  private readonly give: StatementSync;
  private readonly withdraw: StatementSync;
  private readonly rename: StatementSync;
  private readonly release: StatementSync;
  private readonly remove: StatementSync;

  constructor(db: DatabaseSync) {
    this.give = db.prepare(
      'INSERT INTO verdicts (run_key, workspace_id, workflow, created_at, verdict, status, corrections, given, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_key) DO UPDATE SET verdict = excluded.verdict, status = excluded.status, corrections = excluded.corrections, given = excluded.given, payload = excluded.payload',
    );
    this.withdraw = db.prepare('DELETE FROM verdicts WHERE run_key = ?');
    this.rename = db.prepare('UPDATE artifacts SET path = ? WHERE run_key = ? AND path = ?');
    this.release = db.prepare(
      "INSERT OR IGNORE INTO released_files (job_id, storage_key) SELECT '', storage_key FROM artifacts WHERE run_key = ? AND path = ?",
    );
    this.remove = db.prepare('DELETE FROM artifacts WHERE run_key = ? AND path = ?');
  }

  /** Files that are added are written as all artifacts are. */
  write({ runKey, run }: RunHead, change: Exclude<VerdictChange, RunChangeOf<'expected-file.added'>>): void {
    switch (change.type) {
      case 'verdict.given': {
        const { verdict, status } = change.verdict;
        const given = JSON.stringify(change.verdict);
        const payload = change.payload ?? '{}';
        this.give.run(runKey, run.workspaceId, run.workflow, run.createdAt, verdict, status, change.corrections, given, payload);
        return;
      }
      case 'verdict.withdrawn':
        this.withdraw.run(runKey);
        return;
      case 'expected-file.renamed':
        this.rename.run(change.to, runKey, change.from);
        return;
      case 'expected-file.removed':
        this.letGo(runKey, change.path);
        this.remove.run(runKey, change.path);
    }
  }

  /** A file that no row names after this is removed from the disk. */
  letGo(runKey: number, path: string): void {
    this.release.run(runKey, path);
  }
}

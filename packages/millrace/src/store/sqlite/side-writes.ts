import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ArtifactEntry, IdempotencyClaim, RunChange, RunChangeOf } from '../../domain/change.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { RecordWrites } from './record-writes.ts';
import { FileWrites } from './file-writes.ts';
import { RunNumbers } from './run-numbers.ts';
import type { RunHead } from './run-heads.ts';
import { VerdictWrites } from './verdict-writes.ts';

export interface IdempotencyHolder {
  readonly fingerprint: string;
  readonly runId: string;
}

/** Rows beside the run's own: what a change adds to the tables that lists and look-ups read. */
export class SideWrites {
  readonly files: FileWrites;
  private readonly numbers: RunNumbers;
  private readonly holder: StatementSync;
  private readonly claim: StatementSync;
  private readonly tag: StatementSync;
  private readonly review: StatementSync;
  private readonly decide: StatementSync;
  private readonly closeReview: StatementSync;
  private readonly closeReviews: StatementSync;
  private readonly reviewStatus: StatementSync;
  private readonly artifact: StatementSync;
  private readonly mark: StatementSync;
  private readonly records: RecordWrites;
  private readonly verdicts: VerdictWrites;

  constructor(db: DatabaseSync) {
    this.files = new FileWrites(db);
    this.numbers = new RunNumbers(db);
    this.holder = db.prepare('SELECT fingerprint, run_id FROM idempotency_keys WHERE workspace_id = ? AND key = ? AND expires_at > ?');
    this.claim = db.prepare(
      'INSERT INTO idempotency_keys (workspace_id, key, fingerprint, run_id, expires_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (workspace_id, key) DO UPDATE SET fingerprint = excluded.fingerprint, run_id = excluded.run_id, expires_at = excluded.expires_at',
    );
    this.tag = db.prepare('INSERT OR IGNORE INTO run_tags (workspace_id, tag, created_at, run_key) VALUES (?, ?, ?, ?)');
    this.review = db.prepare(
      "INSERT INTO reviews (workspace_id, id, run_key, run_id, workflow, name, title, form, data, status, requested_at, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?)",
    );
    this.decide = db.prepare(
      "UPDATE reviews SET status = 'decided', closed_at = ?, decision = ?, value = ?, note = ?, actor = ? WHERE workspace_id = ? AND id = ?",
    );
    this.closeReview = db.prepare("UPDATE reviews SET status = 'closed', closed_at = ? WHERE run_key = ? AND name = ? AND status = 'open'");
    this.closeReviews = db.prepare("UPDATE reviews SET status = 'closed', closed_at = ? WHERE run_key = ? AND status = 'open'");
    this.reviewStatus = db.prepare('SELECT status FROM reviews WHERE workspace_id = ? AND id = ? AND run_key = ?');
    this.artifact = db.prepare(
      'INSERT INTO artifacts (run_key, path, id, role, step, media_type, size_bytes, sha256, storage_key, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_key, path) DO UPDATE SET id = excluded.id, role = excluded.role, step = excluded.step, media_type = excluded.media_type, size_bytes = excluded.size_bytes, sha256 = excluded.sha256, storage_key = excluded.storage_key, created_at = excluded.created_at',
    );
    this.mark = db.prepare('INSERT OR IGNORE INTO run_marks (workspace_id, kind, value, created_at, run_key) VALUES (?, ?, ?, ?, ?)');
    this.records = new RecordWrites(db);
    this.verdicts = new VerdictWrites(db);
  }

  nextRunNumber(workspaceId: string, workflow: string): number {
    return this.numbers.next(workspaceId, workflow);
  }

  idempotencyHolder(workspaceId: string, key: string, at: number): IdempotencyHolder | null {
    const row = this.holder.get(workspaceId, key, at);
    return row === undefined ? null : { fingerprint: String(row['fingerprint']), runId: String(row['run_id']) };
  }

  /** A review is decided once, by whoever comes first. */
  reviewRefusal(head: RunHead, reviewId: string): Refusal | null {
    const row = this.reviewStatus.get(head.run.workspaceId, reviewId, head.runKey);
    if (row === undefined) return { kind: 'not_found' };
    return row['status'] === 'open' ? null : { kind: 'already_decided' };
  }

  write(head: RunHead, change: RunChange, at: number): void {
    switch (change.type) {
      case 'run.queued':
        for (const tag of head.run.tags) this.tag.run(head.run.workspaceId, tag, head.run.createdAt, head.runKey);
        this.writeMarks(head);
        if (change.idempotency !== null) this.writeClaim(head, change.idempotency);
        return;
      case 'review.requested':
        return this.writeReview(head, change, at);
      case 'review.decided':
        this.decide.run(at, change.decision, change.payload, change.note, change.actor, head.run.workspaceId, change.reviewId);
        return;
      case 'expected-file.added':
        this.verdicts.letGo(head.runKey, change.artifact.path);
        return this.writeArtifact(head.runKey, change.artifact, at);
      case 'artifact.recorded':
        return this.writeArtifact(head.runKey, change.artifact, at);
      case 'records.appended':
        return this.records.write(head.runKey, change);
      case 'verdict.given':
      case 'verdict.withdrawn':
      case 'expected-file.renamed':
      case 'expected-file.removed':
        return this.verdicts.write(head, change);
      case 'wait.completed':
        if (change.timedOut && head.run.reviews > 0) this.closeReview.run(at, head.runKey, change.name);
        return;
      case 'run.finished':
        if (head.run.reviews > 0) this.closeReviews.run(at, head.runKey);
        break;
      default:
    }
  }

  flush(): void {
    this.numbers.flush();
  }

  clear(): void {
    this.numbers.clear();
  }

  private writeClaim(head: RunHead, claim: IdempotencyClaim): void {
    this.claim.run(head.run.workspaceId, claim.key, claim.fingerprint, head.run.id, claim.expiresAt);
  }

  private writeMarks({ runKey, run }: RunHead): void {
    const { batchId } = run.lineage;
    if (batchId !== null) this.mark.run(run.workspaceId, 'batch', batchId, run.createdAt, runKey);
    if (run.example !== null) this.mark.run(run.workspaceId, 'example', run.example.id, run.createdAt, runKey);
  }

  private writeReview(head: RunHead, change: RunChangeOf<'review.requested'>, at: number): void {
    const { workspaceId, id, workflow } = head.run;
    const data = change.payload ?? 'null';
    this.review.run(
      workspaceId,
      change.reviewId,
      head.runKey,
      id,
      workflow,
      change.name,
      change.title,
      JSON.stringify(change.form),
      data,
      at,
      change.until,
    );
  }

  private writeArtifact(runKey: number, entry: ArtifactEntry, at: number): void {
    const { path, id, role, step, mediaType, sizeBytes, sha256, storageKey } = entry;
    this.artifact.run(runKey, path, id, role, step, mediaType, sizeBytes, sha256, storageKey, at);
  }
}

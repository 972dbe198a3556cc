import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RunChange, RunChangeOf } from '../../domain/change.ts';
import { crashPointOfChanges } from '../../journal/crash-point.ts';
import type { CommitRequest, JournalWriter, WrittenCommit } from '../../journal/commit-request.ts';
import { CatalogWrites } from './catalog-writes.ts';
import { CreditWrites } from './credit-writes.ts';
import { EventBuffer } from './event-buffer.ts';
import { isBusy, isDiskFull } from './failure.ts';
import { isFileChange } from './file-writes.ts';
import { RunHeads, type RunHead } from './run-heads.ts';
import { RunRowWrites } from './run-row-writes.ts';
import { SideWrites } from './side-writes.ts';
import { StagedCommit } from './staged-commit.ts';

/** A row may stay behind its events by so many changes; readers fold the rest. */
const ROW_LAG = 32;

/** Changes after which a row may lag: nothing that a list filters by or a dispatcher looks for depends on them. */
const LOG_ONLY: ReadonlySet<RunChange['type']> = new Set([
  'step.started',
  'step.completed',
  'step.attempt-failed',
  'items.recorded',
  'wait.completed',
  'wait.started',
  'sleep.started',
  'stage.changed',
  'progress.reported',
  'log.written',
  'usage.recorded',
  'artifact.recorded',
  'records.appended',
  'evaluation.planned',
  'evaluation.recorded',
  'child.started',
]);

/** The journal on SQLite: one transaction for each batch, with the fold of each run decided by domain/apply-change.ts. */
export class SqliteJournalWriter implements JournalWriter {
  private readonly db: DatabaseSync;
  private readonly heads: RunHeads;
  private readonly events: EventBuffer;
  private readonly rows: RunRowWrites;
  private readonly side: SideWrites;
  private readonly catalog: CatalogWrites;
  private readonly credits: CreditWrites;
  private readonly begin: StatementSync;
  private readonly commit: StatementSync;
  private readonly rollback: StatementSync;

  constructor(db: DatabaseSync) {
    this.db = db;
    this.heads = new RunHeads(db);
    this.events = new EventBuffer(db);
    this.rows = new RunRowWrites(db);
    this.side = new SideWrites(db);
    this.credits = new CreditWrites(db);
    this.catalog = new CatalogWrites(db, this.credits);
    this.begin = db.prepare('BEGIN IMMEDIATE');
    this.commit = db.prepare('COMMIT');
    this.rollback = db.prepare('ROLLBACK');
  }

  /** Throws when the disk failed: what SQLite holds in memory can no longer be trusted, so the process must stop. */
  write(batch: readonly CommitRequest[]): readonly WrittenCommit[] {
    const dirty = new Set<RunHead>();
    const written: RunChange[] = [];
    this.beginPatiently();
    try {
      const results = batch.map((request) => this.apply(request, dirty, written));
      this.events.flush();
      for (const head of dirty) this.writeRow(head);
      this.side.flush();
      this.credits.flush();
      crashPointOfChanges('uncommitted', written);
      this.commit.run();
      crashPointOfChanges('committed', written);
      this.heads.trim();
      return results;
    } catch (error) {
      this.undo();
      if (isDiskFull(error)) return batch.map(() => ({ refusal: { kind: 'storage_full' } }));
      throw error;
    }
  }

  close(): void {
    this.db.close();
  }

  /** A backup, or somebody with a shell, may hold the lock for as long as it takes: commits wait for it. */
  private beginPatiently(): void {
    for (;;) {
      try {
        this.begin.run();
        return;
      } catch (error) {
        if (!isBusy(error)) throw error;
      }
    }
  }

  private undo(): void {
    this.events.clear();
    this.side.clear();
    this.credits.clear();
    this.heads.forgetAll();
    if (this.db.isTransaction) this.rollback.run();
  }

  private apply(request: CommitRequest, dirty: Set<RunHead>, written: RunChange[]): WrittenCommit {
    const staged = new StagedCommit(this.heads, this.side, this.credits);
    for (const change of request.changes) {
      const refusal = change.kind === 'run' ? staged.run(change) : staged.catalogChange(change);
      if (refusal !== null) {
        staged.abandon();
        return { refusal };
      }
    }
    let isLogOnly = true;
    for (const { head, run, change, data } of staged.take()) {
      this.credits.liveRuns.note(change.type === 'run.queued' ? null : head.run, run);
      head.run = run;
      if (change.type === 'data.deleted') this.beginDeletion(head, change);
      if (change.type === 'data.deleted' && change.parts.includes('data')) {
        this.heads.forget([head]);
        dirty.delete(head);
        isLogOnly = false;
        continue;
      }
      const payload = 'payload' in change ? change.payload : null;
      this.events.add(head.runKey, { seq: run.seq, type: change.type, at: run.updatedAt, data, payload });
      this.side.write(head, change, run.updatedAt);
      // Only a running run is read together with its tail.
      if (!LOG_ONLY.has(change.type) || run.status !== 'running') {
        head.rowStale = true;
        isLogOnly = false;
      }
      dirty.add(head);
      written.push(change);
    }
    staged.writeCredits();
    for (const { change, at } of staged.catalog) {
      if (isFileChange(change)) this.side.files.write(change, at);
      else this.catalog.write(change, at);
    }
    return { refusal: null, runs: staged.touched().map(({ run }) => ({ run, isLogOnly })) };
  }

  private beginDeletion(head: RunHead, change: RunChangeOf<'data.deleted'>): void {
    // What is to be deleted may have come into the log in this very transaction.
    this.events.flush();
    this.side.files.beginDeletion(head, change, head.run.updatedAt);
  }

  private writeRow(head: RunHead): void {
    if (!head.rowStale && head.run.seq - head.rowSeq < ROW_LAG) return;
    this.rows.write(head);
    head.rowSeq = head.run.seq;
    head.rowStale = false;
  }
}

import { applyChange } from '../../domain/apply-change.ts';
import type { ArtifactEntry, CatalogCommit, RunChange, RunCommit } from '../../domain/change.ts';
import { encodeChange } from '../../domain/encode-change.ts';
import type { JsonText } from '../../domain/json.ts';
import { queueRun } from '../../domain/queue-run.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Run } from '../../domain/run.ts';
import type { RunCommitWithData } from '../../journal/commit-request.ts';
import type { CreditWrites } from './credit-writes.ts';
import type { RunHead, RunHeads } from './run-heads.ts';
import type { IdempotencyHolder, SideWrites } from './side-writes.ts';
import { StagedCredits } from './staged-credits.ts';

interface StagedChange {
  readonly head: RunHead;
  readonly run: Run;
  readonly change: RunChange;
  readonly data: JsonText;
}

/** The changes of one commit while it is not yet clear that all of them can be made. Nothing is written before `take`. */
export class StagedCommit {
  readonly catalog: CatalogCommit[] = [];
  private readonly changes: StagedChange[] = [];
  /** What the tables do not show yet: idempotency keys claimed, reviews decided and files named earlier in this commit. */
  private claimed: Map<string, IdempotencyHolder> | null = null;
  private decided: Set<string> | null = null;
  private storageKeys: Set<string> | null = null;
  private credits: StagedCredits | null = null;
  private readonly heads: RunHeads;
  private readonly side: SideWrites;
  private readonly creditWrites: CreditWrites;

  constructor(heads: RunHeads, side: SideWrites, creditWrites: CreditWrites) {
    this.heads = heads;
    this.side = side;
    this.creditWrites = creditWrites;
  }

  run(commit: RunCommitWithData): Refusal | null {
    if (commit.change.type === 'run.queued') return this.queue(commit, commit.change);
    const head = this.heads.get(commit.workspaceId, commit.runId);
    if (head === null) return { kind: 'not_found' };
    return this.change(head, commit) ?? this.tellParent(head, commit);
  }

  catalogChange(commit: CatalogCommit): Refusal | null {
    this.catalog.push(commit);
    if (commit.change.type === 'credits.granted') return this.stagedCredits().grant(commit.change, commit.at);
    return this.side.files.refusal(commit.change);
  }

  take(): readonly StagedChange[] {
    return this.changes;
  }

  /** The runs that it changes. */
  touched(): readonly RunHead[] {
    const heads = this.changes.map(({ head }) => head);
    return heads.length < 2 ? heads : [...new Set(heads)];
  }

  /** What it does to credits; called after `take`. */
  writeCredits(): void {
    this.credits?.write();
  }

  /** A refused commit leaves no trace: heads made for its new runs go again. */
  abandon(): void {
    this.heads.forget(this.changes.flatMap(({ head, change }) => (change.type === 'run.queued' ? [head] : [])));
  }

  private queue(commit: RunCommitWithData, change: Extract<RunChange, { type: 'run.queued' }>): Refusal | null {
    const claim = change.idempotency;
    const taken = claim === null ? null : this.holderOf(commit, claim.key);
    if (taken !== null) {
      const kind = taken.fingerprint === claim?.fingerprint ? 'idempotency_replay' : 'idempotency_mismatch';
      return { kind, runId: taken.runId };
    }
    if (this.heads.get(commit.workspaceId, commit.runId) !== null) return { kind: 'duplicate_id' };
    const run = queueRun(change, this.side.nextRunNumber(commit.workspaceId, change.run.workflow), commit.at);
    const refusal = this.stagedCredits().accept(run, commit.guards ?? []);
    if (refusal !== null) return refusal;
    const head = this.heads.create(run);
    if (claim !== null) this.claim(claimName(commit, claim.key), { fingerprint: claim.fingerprint, runId: commit.runId });
    this.push({ head, run, change, data: commit.data });
    return null;
  }

  private holderOf(commit: RunCommit, key: string): IdempotencyHolder | null {
    return this.claimed?.get(claimName(commit, key)) ?? this.side.idempotencyHolder(commit.workspaceId, key, commit.at);
  }

  private reviewRefusal(head: RunHead, reviewId: string): Refusal | null {
    if (this.decided?.has(reviewId) === true) return { kind: 'already_decided' };
    this.decided ??= new Set();
    this.decided.add(reviewId);
    return this.side.reviewRefusal(head, reviewId);
  }

  private change(head: RunHead, { change, data, at, epoch }: Pick<RunCommitWithData, 'change' | 'data' | 'at' | 'epoch'>): Refusal | null {
    const refusal = change.type === 'review.decided' ? this.reviewRefusal(head, change.reviewId) : null;
    if (refusal !== null) return refusal;
    const run = this.latestOf(head);
    const applied = applyChange(run, change, at, epoch);
    if (!applied.ok) return applied.refusal;
    const gone = change.type === 'artifact.recorded' ? this.takeOverRefusal(run, change.artifact) : null;
    if (gone !== null) return gone;
    this.push({ head, run: applied.run, change, data });
    if (change.type === 'run.finished') this.stagedCredits().end(applied.run);
    return null;
  }

  /** What a run has before it starts was taken over from an upload, a batch or another run, which must still have it. */
  private takeOverRefusal(run: Run, { path, storageKey }: ArtifactEntry): Refusal | null {
    if (run.status !== 'queued' || this.storageKeys?.has(storageKey) === true) return null;
    return this.side.files.takeOverRefusal(path, storageKey);
  }

  /** The end of a run is an input of the run that called it, in the same transaction. A parent that ended first does not mind. */
  private tellParent(head: RunHead, { change, at }: RunCommitWithData): null {
    const parentId = head.run.lineage.parentRunId;
    if (change.type !== 'run.finished' || parentId === null) return null;
    const parent = this.heads.get(head.run.workspaceId, parentId);
    const { status, error, payload } = change;
    const { creditsUsed } = this.latestOf(head);
    const told = { type: 'child.finished', runId: head.run.id, status, error, creditsUsed, payload } as const;
    if (parent !== null) this.change(parent, { change: told, data: encodeChange(told).data, at, epoch: null });
    return null;
  }

  private push(staged: StagedChange): void {
    this.changes.push(staged);
    if (staged.change.type !== 'artifact.recorded') return;
    this.storageKeys ??= new Set();
    this.storageKeys.add(staged.change.artifact.storageKey);
  }

  private claim(name: string, holder: IdempotencyHolder): void {
    this.claimed ??= new Map();
    this.claimed.set(name, holder);
  }

  /** Most commits are about one run and have no credits, so they make as little as they can. */
  private latestOf(head: RunHead): Run {
    return this.changes.findLast((staged) => staged.head === head)?.run ?? head.run;
  }

  private stagedCredits(): StagedCredits {
    this.credits ??= new StagedCredits(this.creditWrites);
    return this.credits;
  }
}

function claimName({ workspaceId }: RunCommit, key: string): string {
  return `${workspaceId}/${key}`;
}

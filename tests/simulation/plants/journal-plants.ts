import type { Plant } from './plant.ts';

/** Bugs in what decides whether a change may be made, and in what it makes of a run. */
export const JOURNAL_PLANTS: readonly Plant[] = [
  {
    name: 'idempotency-key-claimed-late',
    file: 'store/sqlite/side-writes.ts',
    find: 'if (change.idempotency !== null) this.writeClaim(head, change.idempotency);',
    replace: 'if (change.idempotency !== null) setTimeout(() => this.writeClaim(head, change.idempotency), 5);',
    breaks: ['G2'],
  },
  {
    name: 'review-applied-twice',
    file: 'store/sqlite/side-writes.ts',
    find: "return row['status'] === 'open' ? null : { kind: 'already_decided' };",
    replace: 'return null;',
    breaks: ['G9'],
  },
  {
    name: 'commit-of-a-stale-owner-accepted',
    file: 'domain/change-rights.ts',
    find: "if (epoch !== run.claimEpoch || run.status !== 'running') return",
    replace: "if (run.status !== 'running') return",
    breaks: ['G3', 'G6', 'G8'],
  },
  {
    name: 'cancel-lost-when-the-run-is-let-go',
    file: 'domain/change-rights.ts',
    find: 'if (GIVES_BACK.has(change.type) && run.cancelReason !== null) return',
    replace: "if (change.type === 'run.started') return",
    breaks: ['G8'],
  },
  {
    name: 'ended-run-overwritten-by-a-cancel',
    file: 'domain/change-rights.ts',
    find: "if (isTerminal(run.status)) return { kind: 'wrong_status', status: run.status };",
    replace:
      "if (isTerminal(run.status)) return change.type === 'run.finished' && change.status === 'cancelled' ? null : { kind: 'wrong_status', status: run.status };",
    breaks: ['G6', 'G5'],
  },
  {
    name: 'parked-run-put-back-into-the-queue',
    file: 'domain/apply-status.ts',
    find: 'const runnableAt = run.inputSeq > change.seenInputSeq ? AT_ONCE : change.runnableAt;',
    replace: 'const runnableAt = change.runnableAt === null ? null : AT_ONCE;',
    breaks: ['G12'],
  },
  {
    name: 'signal-lost-between-wait-and-park',
    file: 'domain/apply-status.ts',
    find: 'const runnableAt = run.inputSeq > change.seenInputSeq ? AT_ONCE : change.runnableAt;',
    replace: 'const runnableAt = change.runnableAt;',
    breaks: ['G12'],
  },
  {
    name: 'recovered-run-not-queued',
    file: 'domain/apply-status.ts',
    find: "return withState(ownerless, { status: 'queued', reason: 'recovered', runnableAt: AT_ONCE }, at);",
    replace: "return withState(ownerless, { status: 'queued', reason: 'recovered', runnableAt: null }, at);",
    breaks: ['G12'],
  },
  {
    name: 'pause-forgotten-by-recovery',
    file: 'domain/apply-status.ts',
    find: "if (run.pauseRequestedAt !== null) return pausedAs(ownerless, { status: 'queued', runnableAt: AT_ONCE }, at);",
    replace: '',
    breaks: ['G8'],
  },
  {
    name: 'signal-to-a-paused-run-lost',
    file: 'domain/apply-input.ts',
    find: 'return { ...heard, resumesTo: { ...heard.resumesTo, runnableAt: AT_ONCE } };',
    replace: 'return heard;',
    breaks: ['G12'],
  },
  {
    name: 'parent-not-told-of-an-end',
    file: 'store/sqlite/staged-commit.ts',
    find: 'if (parent !== null) this.change(parent,',
    replace: "if (parent !== null && status === 'completed') this.change(parent,",
    breaks: ['G12'],
  },
  {
    name: 'seq-skipped',
    file: 'domain/apply-change.ts',
    find: 'const next = { ...run, seq: run.seq + 1, updatedAt: at };',
    replace: "const next = { ...run, seq: run.seq + (change.type === 'run.recovered' ? 2 : 1), updatedAt: at };",
    breaks: ['G6'],
  },
  {
    name: 'hold-never-released',
    file: 'domain/ledger.ts',
    find: "{ kind: 'release', amount: rest },",
    replace: '',
    breaks: ['G5'],
  },
  {
    name: 'row-not-written-when-a-run-waits',
    file: 'store/sqlite/journal-writer.ts',
    find: "if (!LOG_ONLY.has(change.type) || run.status !== 'running') {",
    replace: "if (!LOG_ONLY.has(change.type) && run.status !== 'waiting') {",
    breaks: ['G6', 'G12'],
  },
];

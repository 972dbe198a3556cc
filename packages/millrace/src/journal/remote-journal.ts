import type { Change } from '../domain/change.ts';
import type { CommitResult, CommittedRun, Journal } from './journal.ts';
import type { AnswerMessage, CommitMessage, CommittedMessage } from './messages.ts';
import { readCommittedRuns, readMoved, readTaken, writeCommit, type WireValue } from './wire.ts';

/** The half of a message port that a sender needs; a thread's port and a test's channel both have it. */
export interface JournalPort {
  postMessage(message: CommitMessage): void;
  close(): void;
}

/** A full message is posted at once, so that the journal works on it while this thread makes the next one. */
const POST_AT_ONCE = 32;

const TAKEN: CommitResult = { ok: true, runs: [] };

/**
 * The journal as seen from another thread. Commits made in one turn of the event loop travel in one message, and the
 * journal answers a batch with one message.
 */
export class RemoteJournal implements Journal {
  private readonly port: JournalPort;
  private readonly listeners = new Set<(committed: readonly CommittedRun[]) => void>();
  private readonly waiting = new Map<number, (result: CommitResult) => void>();
  /** Runs that are running: of these it is often told only that they have moved on. */
  private readonly running = new Map<string, CommittedRun>();
  private outbox: WireValue[] = [];
  private outboxCommits = 0;
  private lastId = 0;

  constructor(port: JournalPort) {
    this.port = port;
  }

  commit(changes: readonly Change[]): Promise<CommitResult> {
    this.lastId += 1;
    const id = this.lastId;
    if (this.outboxCommits === 0) process.nextTick(() => this.post());
    writeCommit(this.outbox, id, changes);
    this.outboxCommits += 1;
    if (this.outboxCommits >= POST_AT_ONCE) this.post();
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
    });
  }

  onCommitted(listener: (committed: readonly CommittedRun[]) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** The owner of the port hands over what arrives on it. */
  receive(message: AnswerMessage | CommittedMessage): void {
    if (message.type === 'committed') this.tell(message);
    else for (const id of message.taken) this.answer(id, TAKEN);
    for (const { id, refusal } of message.refused) this.answer(id, { ok: false, refusal });
  }

  /** True while an answer is outstanding. */
  get busy(): boolean {
    return this.waiting.size > 0;
  }

  async close(): Promise<void> {
    this.port.close();
  }

  private answer(id: number, result: CommitResult): void {
    const resolve = this.waiting.get(id);
    this.waiting.delete(id);
    resolve?.(result);
  }

  private tell({ runs: values, moved, taken }: CommittedMessage): void {
    const runs = readCommittedRuns(values);
    const told = [...runs];
    for (const [runId, seq] of readMoved(moved)) {
      const known = this.running.get(runId);
      if (known !== undefined) told.push({ ...known, seq });
    }
    for (const run of runs) {
      if (run.status === 'running') this.running.set(run.runId, run);
      else this.running.delete(run.runId);
    }
    for (const listener of this.listeners) listener(told);
    for (const { id, places } of readTaken(taken)) this.answer(id, { ok: true, runs: places.flatMap((place) => runs[place] ?? []) });
  }

  private post(): void {
    if (this.outboxCommits === 0) return;
    const commits = this.outbox;
    this.outbox = [];
    this.outboxCommits = 0;
    this.port.postMessage({ type: 'commit', commits });
  }
}

import type { Change } from '../domain/change.ts';
import type { CommitRequest } from './commit-request.ts';
import type { CommitResult, CommittedRun, Journal } from './journal.ts';
import type { AnswerMessage, CommitMessage, CommittedMessage } from './messages.ts';

/** The half of a message port that a sender needs; a thread's port and a test's channel both have it. */
export interface JournalPort {
  postMessage(message: CommitMessage): void;
  close(): void;
}

/** A full message is posted at once, so that the journal works on it while this thread makes the next one. */
const POST_AT_ONCE = 32;

/**
 * The journal as seen from another thread. Commits made in one turn of the event loop travel in one message, and the
 * journal answers a batch with one message.
 */
export class RemoteJournal implements Journal {
  private readonly port: JournalPort;
  private readonly listeners = new Set<(committed: readonly CommittedRun[]) => void>();
  private readonly waiting = new Map<number, (result: CommitResult) => void>();
  private outbox: CommitRequest[] = [];
  private lastId = 0;

  constructor(port: JournalPort) {
    this.port = port;
  }

  commit(changes: readonly Change[]): Promise<CommitResult> {
    this.lastId += 1;
    const id = this.lastId;
    if (this.outbox.length === 0) setImmediate(() => this.post());
    this.outbox.push({ id, changes });
    if (this.outbox.length >= POST_AT_ONCE) this.post();
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
    });
  }

  onCommitted(listener: (committed: readonly CommittedRun[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The owner of the port hands over what arrives on it. */
  receive(message: AnswerMessage | CommittedMessage): void {
    if (message.type === 'committed') {
      for (const listener of this.listeners) listener(message.runs);
      return;
    }
    for (const { id, refusal, runs } of message.answers) {
      const resolve = this.waiting.get(id);
      this.waiting.delete(id);
      resolve?.(refusal === null ? { ok: true, runs } : { ok: false, refusal });
    }
  }

  /** True while an answer is outstanding. */
  get busy(): boolean {
    return this.waiting.size > 0;
  }

  async close(): Promise<void> {
    this.port.close();
  }

  private post(): void {
    if (this.outbox.length === 0) return;
    const requests = this.outbox;
    this.outbox = [];
    this.port.postMessage({ type: 'commit', requests });
  }
}

import type { Run } from '../domain/run.ts';
import type { Journal } from '../journal/journal.ts';
import { encodeStatus, type EncodedStatus } from './encoded-status.ts';

interface Entry {
  readonly status: EncodedStatus;
  /** Asked for since eviction last came by: gets a second chance. */
  wanted: boolean;
}

/**
 * Encoded answers of runs that are being polled. It is filled by reads of the store and emptied by what the journal says
 * has been committed, never by what anybody intends to commit. A newer seq that was seen in any other answer also makes
 * an entry stale, so that a client never sees a run go back.
 */
export class StatusCache {
  private readonly entries = new Map<string, Entry>();
  private readonly capacity: number;
  private readonly read: (workspaceId: string, runId: string) => Run | null;

  constructor(read: (workspaceId: string, runId: string) => Run | null, capacity: number) {
    this.read = read;
    this.capacity = capacity;
  }

  /** Drops what commits have made stale, from now on; returns a function that ends this. */
  follow(journal: Journal): () => void {
    return journal.onCommitted((committed) => {
      for (const { workspaceId, runId, seq } of committed) this.noticed(workspaceId, runId, seq);
    });
  }

  /** Null when there is no such run in the workspace. */
  get(workspaceId: string, runId: string): EncodedStatus | null {
    const key = workspaceId + runId;
    const entry = this.entries.get(key);
    if (entry !== undefined) {
      entry.wanted = true;
      return entry.status;
    }
    const run = this.read(workspaceId, runId);
    if (run === null) return null;
    const status = encodeStatus(run);
    this.makeRoom();
    this.entries.set(key, { status, wanted: false });
    return status;
  }

  /** Somebody saw the run at this seq. */
  noticed(workspaceId: string, runId: string, seq: number): void {
    if (this.entries.size === 0) return;
    const key = workspaceId + runId;
    const entry = this.entries.get(key);
    if (entry !== undefined && entry.status.seq < seq) this.entries.delete(key);
  }

  private makeRoom(): void {
    if (this.entries.size < this.capacity) return;
    for (const [key, entry] of this.entries) {
      this.entries.delete(key);
      if (!entry.wanted) return;
      entry.wanted = false;
      this.entries.set(key, entry);
    }
  }
}

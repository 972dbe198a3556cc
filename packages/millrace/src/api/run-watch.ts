import type { CommittedRun, Journal } from '../journal/journal.ts';

type Listener = (committed: CommittedRun) => void;

export interface WaitLimits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Tells readers of one run that it has changed, after the change is durable. */
export class RunWatch {
  private readonly listeners = new Map<string, Set<Listener>>();

  follow(journal: Journal): () => void {
    return journal.onCommitted((committed) => {
      for (const run of committed) this.tell(run);
    });
  }

  /** Returns a function that ends the subscription. */
  subscribe(workspaceId: string, runId: string, listener: Listener): () => void {
    const key = workspaceId + runId;
    const known = this.listeners.get(key);
    const listeners = known ?? new Set();
    if (known === undefined) this.listeners.set(key, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(key) === listeners) this.listeners.delete(key);
    };
  }

  /** Resolves with true at the next commit that is wanted, with false when the time is over or the signal fires. */
  async next(
    run: { readonly workspaceId: string; readonly id: string },
    wanted: (committed: CommittedRun) => boolean,
    limits: WaitLimits,
  ): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (found: boolean): void => {
        unsubscribe();
        clearTimeout(timer);
        limits.signal.removeEventListener('abort', giveUp);
        resolve(found);
      };
      const giveUp = (): void => end(false);
      const unsubscribe = this.subscribe(run.workspaceId, run.id, (committed) => {
        if (wanted(committed)) end(true);
      });
      const timer = setTimeout(giveUp, limits.timeoutMs);
      limits.signal.addEventListener('abort', giveUp);
      if (limits.signal.aborted) giveUp();
    });
  }

  private tell(run: CommittedRun): void {
    const listeners = this.listeners.get(run.workspaceId + run.runId);
    if (listeners === undefined) return;
    // A listener that ends its subscription takes itself out of the set, which an iteration over a Set allows.
    for (const listener of listeners) listener(run);
  }
}

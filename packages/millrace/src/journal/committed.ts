import type { Run } from '../domain/run.ts';
import type { WrittenRun } from './commit-request.ts';
import { committedRun } from './committed-run.ts';
import type { CommittedRun } from './journal.ts';
import type { CommittedMessage } from './messages.ts';
import type { WireValue } from './wire.ts';

/** Gathers what one batch has made durable: of each run its last state, in as few words as will do. */
export class Committed {
  private readonly runs = new Map<string, { run: Run; isLogOnly: boolean }>();

  add({ run, isLogOnly }: WrittenRun): void {
    const known = this.runs.get(run.id);
    this.runs.set(run.id, { run, isLogOnly: isLogOnly && (known?.isLogOnly ?? true) });
  }

  /** Null when no run was changed. */
  message(): CommittedMessage | null {
    if (this.runs.size === 0) return null;
    const runs: CommittedRun[] = [];
    const moved: WireValue[] = [];
    for (const { run, isLogOnly } of this.runs.values()) {
      if (isLogOnly) moved.push(run.id, run.seq);
      else runs.push(committedRun(run));
    }
    return { type: 'committed', runs, moved };
  }
}

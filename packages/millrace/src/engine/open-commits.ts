import type { Refusal } from '../domain/refusal.ts';
import type { CommitResult } from '../journal/journal.ts';
import { never } from './never.ts';

/** What one call of a workflow function has handed to the journal and has no answer to yet. */
export class OpenCommits {
  count = 0;
  /** Settles with the answer to the last one, whatever it is: what waits for it must be able to hear that the run is to end. */
  last: Promise<unknown> = Promise.resolve();
  private readonly refused: (refusal: Refusal) => void;

  constructor(refused: (refusal: Refusal) => void) {
    this.refused = refused;
  }

  /** Resolves when the commit is durable, and never when it was refused. */
  track(result: Promise<CommitResult>): Promise<void> {
    return this.add(result).then(passWhenTaken);
  }

  /** Resolves with whether the commit was taken. */
  add(result: Promise<CommitResult>): Promise<boolean> {
    this.count += 1;
    const taken = result.then((answer) => {
      this.count -= 1;
      if (!answer.ok) this.refused(answer.refusal);
      return answer.ok;
    });
    this.last = taken;
    return taken;
  }
}

function passWhenTaken(isTaken: boolean): Promise<void> | undefined {
  return isTaken ? undefined : never();
}

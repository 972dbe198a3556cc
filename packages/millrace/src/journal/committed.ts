import type { Run } from '../domain/run.ts';
import type { WrittenRun } from './commit-request.ts';
import { committedRun } from './committed-run.ts';
import type { CommittedMessage, RefusedCommit } from './messages.ts';
import { writeCommittedRun, type WireValue } from './wire.ts';

/** That only a log has grown is told so often: a run of many short steps would be told of at each of them. */
const TELL_MOVED_EVERY_MS = 10;

/** Gathers what has become durable for whoever looks after runs: of each run its last state, in as few words as will do. */
export class Committed {
  /** Those to be told at once, each with its place in the message. */
  private readonly runs = new Map<string, { run: Run; readonly place: number }>();
  private readonly moved = new Map<string, number>();
  private taken: number[] = [];
  private refused: RefusedCommit[] = [];
  private toldAt = Number.NEGATIVE_INFINITY;

  /** What a commit of somebody else changed. */
  add({ run, isLogOnly }: WrittenRun): void {
    if (!isLogOnly || this.runs.has(run.id)) this.place(run);
    else this.moved.set(run.id, run.seq);
  }

  /** A commit of the listener itself, which wants to know what became of its runs. */
  answer(id: number, written: readonly WrittenRun[]): void {
    this.taken.push(id, written.length);
    for (const { run } of written) this.taken.push(this.place(run));
  }

  refuse(refused: RefusedCommit): void {
    this.refused.push(refused);
  }

  /** Null when there is nothing to tell yet. `now` in milliseconds, on a clock that is never set. */
  message(now: number): CommittedMessage | null {
    const tellsMoved = this.moved.size > 0 && now - this.toldAt >= TELL_MOVED_EVERY_MS;
    if (!tellsMoved && this.runs.size === 0 && this.taken.length === 0 && this.refused.length === 0) return null;
    const runs: WireValue[] = [];
    for (const { run } of this.runs.values()) writeCommittedRun(runs, committedRun(run));
    this.runs.clear();
    const { taken, refused } = this;
    this.taken = [];
    this.refused = [];
    return { type: 'committed', runs, moved: tellsMoved ? this.takeMoved(now) : [], taken, refused };
  }

  /** After how many milliseconds there will be something to tell; null when nothing is held back. */
  dueIn(now: number): number | null {
    return this.moved.size === 0 ? null : Math.max(0, this.toldAt + TELL_MOVED_EVERY_MS - now);
  }

  private place(run: Run): number {
    this.moved.delete(run.id);
    const known = this.runs.get(run.id);
    if (known === undefined) this.runs.set(run.id, { run, place: this.runs.size });
    else known.run = run;
    return known?.place ?? this.runs.size - 1;
  }

  private takeMoved(now: number): WireValue[] {
    this.toldAt = now;
    const values: WireValue[] = [];
    for (const [runId, seq] of this.moved) values.push(runId, seq);
    this.moved.clear();
    return values;
  }
}

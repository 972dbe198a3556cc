import type { Change } from '../../domain/change.ts';
import type { CommitRequest, JournalWriter, WrittenCommit } from '../../journal/commit-request.ts';
import type { DiskReserve } from './disk-reserve.ts';

/** How long a full disk is left alone before it is tried again. */
const TRY_AGAIN_MS = 500;

const FULL: WrittenCommit = { refusal: { kind: 'storage_full' } };

/**
 * Keeps some room on the disk and gives it away when the disk is full and somebody cancels a run: then nothing but
 * cancels is written until the room could be taken back.
 */
export class ReservingWriter implements JournalWriter {
  private readonly writer: JournalWriter;
  private readonly reserve: DiskReserve;
  private readonly now: () => number;
  private isTaken: boolean;
  /** While the room is given away. */
  private triedAt: number | null = null;

  /** `now` in milliseconds, on a clock that is never set. */
  constructor(writer: JournalWriter, reserve: DiskReserve, now: () => number) {
    this.writer = writer;
    this.reserve = reserve;
    this.now = now;
    this.isTaken = reserve.take();
  }

  write(batch: readonly CommitRequest[]): readonly WrittenCommit[] {
    if (this.triedAt !== null && !this.takeBack(this.triedAt)) {
      const refused = batch.map(() => FULL);
      return this.writeCancels(batch, refused);
    }
    const results = this.writer.write(batch);
    if (!this.isTaken || !batch.some((request, index) => isCancel(request) && isFull(results[index]))) return results;
    this.reserve.release();
    this.isTaken = false;
    this.triedAt = this.now();
    return this.writeCancels(batch, results);
  }

  close(): void {
    this.writer.close();
  }

  private takeBack(triedAt: number): boolean {
    if (this.now() - triedAt < TRY_AGAIN_MS) return false;
    this.isTaken = this.reserve.take();
    this.triedAt = this.isTaken ? null : this.now();
    return this.isTaken;
  }

  /** The results, with those of the cancels that were refused for want of room replaced by what came of another try. */
  private writeCancels(batch: readonly CommitRequest[], results: readonly WrittenCommit[]): readonly WrittenCommit[] {
    const places = batch.flatMap((request, index) => (isCancel(request) && isFull(results[index]) ? [{ request, index }] : []));
    if (places.length === 0) return results;
    const written = this.writer.write(places.map(({ request }) => request));
    const better = new Map(places.map(({ index }, at) => [index, written[at] ?? FULL]));
    return results.map((result, index) => better.get(index) ?? result);
  }
}

function isFull(result: WrittenCommit | undefined): boolean {
  return result?.refusal?.kind === 'storage_full';
}

function isCancel({ changes }: CommitRequest): boolean {
  return changes.length > 0 && changes.every(cancels);
}

function cancels(change: Change): boolean {
  if (change.kind !== 'run') return false;
  const { change: wish } = change;
  return wish.type === 'run.cancel-requested' || (wish.type === 'run.finished' && wish.status === 'cancelled');
}

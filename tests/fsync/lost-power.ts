import type { SeededRandom } from '../crash/seeded-random.ts';
import type { DiskFile, DiskOperation } from './disk-trace.ts';

type FileChange = Extract<DiskOperation, { kind: 'write' | 'truncate' }>;

/** What a disk holds when it comes back after the power failed. */
export interface DiskState {
  readonly database: Buffer;
  readonly log: Buffer;
  /** Everything that had been acknowledged by then. */
  readonly acknowledged: readonly number[];
}

/** What becomes of writes that no sync has covered: gone, each there or not by chance, or the last of them torn in a sector. */
export const LOSSES = ['dropped', 'some', 'torn'] as const;
export type Loss = (typeof LOSSES)[number];

const SECTOR_BYTES = 512;

/**
 * A disk that keeps its promises and not a bit more: what was synced is there, what was written since may be. Replays a
 * trace, one operation after the other, and can be asked at any moment what it would hold after a power failure.
 */
export class HonestDisk {
  readonly #durable: Record<DiskFile, Buffer> = { database: Buffer.alloc(0), log: Buffer.alloc(0) };
  readonly #pending: Record<DiskFile, FileChange[]> = { database: [], log: [] };
  readonly #acknowledged: number[] = [];

  apply(operation: DiskOperation): void {
    if (operation.kind === 'answer') this.#acknowledged.push(operation.marker);
    else if (operation.kind === 'sync') this.#sync(operation.file);
    else this.#pending[operation.file].push(operation);
  }

  afterPowerLoss(loss: Loss, random: SeededRandom): DiskState {
    return { database: this.#lose('database', loss, random), log: this.#lose('log', loss, random), acknowledged: [...this.#acknowledged] };
  }

  #sync(file: DiskFile): void {
    this.#durable[file] = written(this.#durable[file], this.#pending[file]);
    this.#pending[file] = [];
  }

  #lose(file: DiskFile, loss: Loss, random: SeededRandom): Buffer {
    return written(this.#durable[file], survivors(this.#pending[file], loss, random));
  }
}

function survivors(pending: readonly FileChange[], loss: Loss, random: SeededRandom): readonly FileChange[] {
  if (loss === 'dropped') return [];
  if (loss === 'some') return pending.filter(() => random.next() < 0.5);
  const kept = pending.slice(0, random.integer(0, pending.length));
  const last = kept.at(-1);
  if (last?.kind !== 'write') return kept;
  const sectors = random.integer(0, Math.floor(last.bytes.length / SECTOR_BYTES));
  return [...kept.slice(0, -1), { ...last, bytes: last.bytes.subarray(0, sectors * SECTOR_BYTES) }];
}

function written(content: Buffer, changes: readonly FileChange[]): Buffer {
  if (changes.length === 0) return content;
  let size = content.length;
  let room = size;
  for (const change of changes) room = Math.max(room, change.kind === 'write' ? change.offset + change.bytes.length : 0);
  const result = Buffer.alloc(room);
  content.copy(result);
  for (const change of changes) {
    if (change.kind === 'write') {
      change.bytes.copy(result, change.offset);
      size = Math.max(size, change.offset + change.bytes.length);
    } else {
      result.fill(0, Math.min(change.size, size));
      size = change.size;
    }
  }
  return result.subarray(0, size);
}

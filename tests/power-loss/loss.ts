import type { SeededRandom } from '../crash/seeded-random.ts';
import type { ContentChange } from './disk-operation.ts';

/**
 * What becomes of what no sync has covered:
 *
 * - `dropped`: all of it is gone;
 * - `some`: each write and each name is there or not by chance;
 * - `torn`: a part of each file's writes is there, the last of them up to the end of a sector or page;
 * - `nameless`: contents are there, names are not: renames are lost;
 * - `hollow`: names are there, contents are not;
 * - `short`: what was written inside the file is there, the file has not grown;
 * - `zeros`: files have grown, with zeros where the new bytes should be.
 */
export const LOSSES = ['dropped', 'some', 'torn', 'nameless', 'hollow', 'short', 'zeros'] as const;
export type Loss = (typeof LOSSES)[number];

const SECTOR_BYTES = [512, 4096] as const;

/** The changes of one file that survive, in their order. `size` is what the disk surely has of it. */
export function survivingChanges(
  pending: readonly ContentChange[],
  size: number,
  loss: Loss,
  random: SeededRandom,
): readonly ContentChange[] {
  switch (loss) {
    case 'dropped':
    case 'hollow':
      return [];
    case 'nameless':
      return pending;
    case 'some':
      return pending.filter(() => random.next() < 0.5);
    case 'torn':
      return tornChanges(pending, random);
    case 'short':
      return pending.flatMap((change) => insideOf(change, size));
    case 'zeros':
      return pending.map((change) => zeroedBeyond(change, size));
  }
}

/** Whether a change of a name survives. */
export function nameSurvives(loss: Loss, random: SeededRandom): boolean {
  if (loss === 'some') return random.next() < 0.5;
  return loss === 'hollow' || loss === 'short' || loss === 'zeros';
}

function tornChanges(pending: readonly ContentChange[], random: SeededRandom): readonly ContentChange[] {
  const kept = pending.slice(0, random.integer(0, pending.length));
  const last = kept.at(-1);
  if (last?.kind !== 'write') return kept;
  const sector = random.pick(SECTOR_BYTES);
  // Sectors are those of the file: a write that begins in the middle of one is torn at the end of that one.
  const ends = Math.floor((last.offset + last.bytes.length) / sector) - Math.floor(last.offset / sector);
  const end = (Math.floor(last.offset / sector) + random.integer(0, ends)) * sector;
  return [...kept.slice(0, -1), { ...last, bytes: last.bytes.subarray(0, Math.max(0, end - last.offset)) }];
}

function insideOf(change: ContentChange, size: number): readonly ContentChange[] {
  if (change.kind === 'resize') return change.size < size ? [change] : [];
  return change.offset >= size ? [] : [{ ...change, bytes: change.bytes.subarray(0, size - change.offset) }];
}

function zeroedBeyond(change: ContentChange, size: number): ContentChange {
  if (change.kind === 'resize' || change.offset + change.bytes.length <= size) return change;
  const bytes = Buffer.alloc(change.bytes.length);
  change.bytes.copy(bytes, 0, 0, Math.max(0, size - change.offset));
  return { ...change, bytes };
}

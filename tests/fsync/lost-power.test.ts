import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../crash/seeded-random.ts';
import { HonestDisk } from './lost-power.ts';
import type { DiskOperation } from './disk-trace.ts';

function diskAfter(...operations: readonly DiskOperation[]): HonestDisk {
  const disk = new HonestDisk();
  for (const operation of operations) disk.apply(operation);
  return disk;
}

function write(offset: number, text: string): DiskOperation {
  return { kind: 'write', file: 'log', offset, bytes: Buffer.from(text) };
}

const SYNC: DiskOperation = { kind: 'sync', file: 'log' };

test('what was synced is there and what was not is gone', () => {
  const disk = diskAfter(write(0, 'abcd'), SYNC, write(2, 'XY'), write(4, 'Z'));
  assert.equal(disk.afterPowerLoss('dropped', seededRandom(1)).log.toString(), 'abcd');
});

test('a sync covers its own file only', () => {
  const disk = diskAfter(write(0, 'abcd'), { kind: 'sync', file: 'database' });
  assert.equal(disk.afterPowerLoss('dropped', seededRandom(1)).log.toString(), '');
});

test('a file that was cut short is short after the sync, and grows again with zeros before what is written', () => {
  const disk = diskAfter(write(0, 'abcd'), { kind: 'truncate', file: 'log', size: 1 }, write(3, 'x'), SYNC);
  assert.equal(disk.afterPowerLoss('dropped', seededRandom(1)).log.toString(), 'a\0\0x');
});

test('writes without a sync survive by chance', () => {
  const disk = diskAfter(write(0, 'abcd'), SYNC, write(0, 'X'), write(1, 'Y'));
  const found = Array.from({ length: 40 }, (_, seed) => disk.afterPowerLoss('some', seededRandom(seed)).log.toString());
  assert.deepEqual([...new Set(found)].toSorted(), ['XYcd', 'Xbcd', 'aYcd', 'abcd']);
});

test('a torn write ends at a sector', () => {
  const disk = diskAfter(write(0, 'a'.repeat(2048)), SYNC, write(0, 'b'.repeat(2048)));
  const found = Array.from(
    { length: 60 },
    (_, seed) => disk.afterPowerLoss('torn', seededRandom(seed)).log.toString().lastIndexOf('b') + 1,
  );
  assert.deepEqual(
    [...new Set(found)].toSorted((a, b) => a - b),
    [0, 512, 1024, 1536, 2048],
  );
});

test('a state knows what had been acknowledged by then', () => {
  const disk = diskAfter({ kind: 'answer', marker: 3 }, { kind: 'answer', marker: 5 });
  assert.deepEqual(disk.afterPowerLoss('dropped', seededRandom(1)).acknowledged, [3, 5]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../crash/seeded-random.ts';
import type { DiskOperation } from './disk-operation.ts';
import { HonestDisk } from './honest-disk.ts';
import type { Loss } from './loss.ts';

const [FILE, FOLDER, THREAD] = [7n, 8n, 1n];

function diskAfter(...operations: readonly (DiskOperation | readonly DiskOperation[])[]): HonestDisk {
  const disk = new HonestDisk();
  for (const operation of operations.flat()) disk.apply(operation);
  return disk;
}

const create = (path: string, inode = FILE): DiskOperation => ({ kind: 'create', inode, path });
const write = (offset: number, text: string): DiskOperation => ({
  kind: 'change',
  inode: FILE,
  change: { kind: 'write', offset, bytes: Buffer.from(text) },
});
const sync = (inode = FILE, thread = THREAD): readonly DiskOperation[] => [
  { kind: 'sync-begin', inode, thread },
  { kind: 'sync-end', inode, thread },
];
/** The root of the disk has no entry of its own. */
const syncRoot = sync(1n);
const file: readonly DiskOperation[] = [create('a'), ...syncRoot];

function found(disk: HonestDisk, loss: Loss = 'dropped', seed = 1): Record<string, string> {
  return Object.fromEntries([...disk.afterPowerLoss(loss, seededRandom(seed))].map(([path, content]) => [path, content.toString()]));
}

/** All that may be found, over many seeds. */
function everyFind(disk: HonestDisk, loss: Loss): readonly string[] {
  const finds = Array.from({ length: 80 }, (_, seed) => found(disk, loss, seed)['a'] ?? 'nothing');
  return [...new Set(finds)].toSorted((a, b) => a.localeCompare(b));
}

test('what was synced is there and what was not is gone', () => {
  assert.deepEqual(found(diskAfter(file, write(0, 'abcd'), sync(), write(2, 'XY'), write(4, 'Z'))), { a: 'abcd' });
});

test('a synced file without a synced name cannot be found, unless names survive by chance', () => {
  const disk = diskAfter(create('a'), write(0, 'abcd'), sync());
  assert.deepEqual(found(disk), {});
  assert.deepEqual(found(disk, 'hollow'), { a: 'abcd' });
});

test('a sync covers what was done before it began, in its own file only', () => {
  const begin: DiskOperation = { kind: 'sync-begin', inode: FILE, thread: THREAD };
  const end: DiskOperation = { kind: 'sync-end', inode: FILE, thread: THREAD };
  assert.deepEqual(found(diskAfter(file, write(0, 'ab'), begin, write(2, 'cd'), end)), { a: 'ab' });
  assert.deepEqual(found(diskAfter(file, write(0, 'ab'), sync(99n))), { a: '' });
});

test('a rename is durable with a sync of the folder that the file came to', () => {
  const inFolder: readonly DiskOperation[] = [{ kind: 'make-folder', inode: FOLDER, path: 'f' }, ...syncRoot];
  const renamed: DiskOperation = { kind: 'rename', from: 'a', to: 'f/b' };
  const disk = diskAfter(file, write(0, 'x'), sync(), inFolder, renamed, syncRoot);
  assert.deepEqual(found(disk), { a: 'x' });
  for (const operation of sync(FOLDER)) disk.apply(operation);
  assert.deepEqual(found(disk), { 'f/b': 'x' });
});

test('a file in a folder whose own name is lost is lost with it', () => {
  const disk = diskAfter({ kind: 'make-folder', inode: FOLDER, path: 'f' }, create('f/a'), write(0, 'x'), sync(), sync(FOLDER));
  assert.deepEqual(found(disk), {});
});

test('a removed file comes back when the removal was not synced', () => {
  const disk = diskAfter(file, write(0, 'x'), sync(), { kind: 'remove', path: 'a' });
  assert.deepEqual(found(disk), { a: 'x' });
  for (const operation of syncRoot) disk.apply(operation);
  assert.deepEqual(found(disk), {});
});

test('a file that was cut is short after the sync, and grows again with zeros before what is written', () => {
  const cut: DiskOperation = { kind: 'change', inode: FILE, change: { kind: 'resize', size: 1 } };
  assert.deepEqual(found(diskAfter(file, write(0, 'abcd'), cut, write(3, 'x'), sync())), { a: 'a\0\0x' });
});

test('writes without a sync survive by chance', () => {
  const disk = diskAfter(file, write(0, 'abcd'), sync(), write(0, 'X'), write(1, 'Y'));
  assert.deepEqual(everyFind(disk, 'some'), ['abcd', 'aYcd', 'Xbcd', 'XYcd']);
});

test('a torn write ends at a sector or a page', () => {
  const disk = diskAfter(file, write(0, 'a'.repeat(2048)), sync(), write(0, 'b'.repeat(2048)));
  const ends = new Set(everyFind(disk, 'torn').map((text) => text.lastIndexOf('b') + 1));
  assert.deepEqual(
    [...ends].toSorted((a, b) => a - b),
    [0, 512, 1024, 1536, 2048],
  );
});

test('a file may not have grown, or have grown with zeros', () => {
  const disk = diskAfter(file, write(0, 'abcd'), sync(), write(2, 'XYZ'));
  assert.deepEqual(everyFind(disk, 'short'), ['abXY']);
  assert.deepEqual(everyFind(disk, 'zeros'), ['abXY\0']);
});

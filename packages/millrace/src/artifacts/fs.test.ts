import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { MillraceError } from '../domain/errors.ts';
import { fileError } from './file-error.ts';
import { FolderArtifactStore } from './fs.ts';
import { sweepOrphans } from './orphan-sweep.ts';
import { chunks, listed, testArtifactStore } from './testing/artifact-store.testsuite.ts';

async function setup(): Promise<{ files: FolderArtifactStore; folder: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-files-'));
  return { folder, files: new FolderArtifactStore(folder), close: async () => rm(folder, { recursive: true, force: true }) };
}

async function open(context: TestContext): Promise<{ files: FolderArtifactStore; folder: string }> {
  const world = await setup();
  context.after(async () => world.close());
  return world;
}

testArtifactStore(setup);

describe('files in a folder', () => {
  test('are named by the store alone', async (context) => {
    const { files, folder } = await open(context);
    const { storageKey } = await files.write(chunks(Buffer.from('x')), { maxBytes: 10 });
    assert.match(storageKey, /^[0-9a-f]{2}\/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    assert.deepEqual((await readdir(folder)).toSorted(), [storageKey.slice(0, 2), 'unfinished']);
  });

  test('do not count as stored while they are being written', async (context) => {
    const { files, folder } = await open(context);
    const started = Promise.withResolvers<null>();
    const goOn = Promise.withResolvers<null>();
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(300_000);
      started.resolve(null);
      await goOn.promise;
    }
    const writing = files.write(slow(), { maxBytes: 1_000_000 });
    await started.promise;
    assert.deepEqual(await listed(files), []);
    assert.equal((await readdir(join(folder, 'unfinished'))).length, 1);
    goOn.resolve(null);
    await writing;
    assert.equal((await listed(files)).length, 1);
    assert.equal((await readdir(join(folder, 'unfinished'))).length, 0);
  });

  test('report a full disk, a quota and a file that is too large for the file system in our words', () => {
    for (const code of ['ENOSPC', 'EDQUOT', 'EFBIG']) {
      const error = fileError(Object.assign(new Error(code), { code }));
      assert.ok(MillraceError.is(error) && error.code === 'storage_full');
    }
    const other = Object.assign(new Error('EIO'), { code: 'EIO' });
    assert.equal(fileError(other), other);
  });
});

describe('the orphan sweep', () => {
  const OLD = new Date(1_000_000);
  const STARTED = 2_000_000;

  async function store(files: FolderArtifactStore, folder: string, age: 'old' | 'new'): Promise<string> {
    const { storageKey } = await files.write(chunks(Buffer.from('x')), { maxBytes: 10 });
    if (age === 'old') await utimes(join(folder, storageKey), OLD, OLD);
    return storageKey;
  }

  test('removes old files that no row names, and nothing else', async (context) => {
    const { files, folder } = await open(context);
    const named = await store(files, folder, 'old');
    await store(files, folder, 'old');
    const unnamedButNew = await store(files, folder, 'new');
    assert.deepEqual(await sweepOrphans(files, (key) => key === named, STARTED), { unfinished: 0, unnamed: 1 });
    assert.deepEqual(await listed(files), [named, unnamedButNew].toSorted());
  });

  test('removes what a process left unfinished, and leaves what is being written now', async (context) => {
    const { files, folder } = await open(context);
    const [left, current] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
    for (const name of [left, current]) await writeFile(join(folder, 'unfinished', name), 'half');
    await utimes(join(folder, 'unfinished', left), OLD, OLD);
    assert.deepEqual(await sweepOrphans(files, () => false, STARTED), { unfinished: 1, unnamed: 0 });
    assert.deepEqual(await readdir(join(folder, 'unfinished')), [current]);
  });

  test('leaves files alone that the store did not make', async (context) => {
    const { files, folder } = await open(context);
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await utimes(join(folder, 'notes.txt'), OLD, OLD);
    assert.deepEqual(await sweepOrphans(files, () => false, STARTED), { unfinished: 0, unnamed: 0 });
    assert.ok((await readdir(folder)).includes('notes.txt'));
  });
});

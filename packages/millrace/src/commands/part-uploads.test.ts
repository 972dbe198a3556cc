import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { LIMITS } from '../domain/limits.ts';
import type { StoredPartUpload } from '../store/store.ts';
import { createBatch } from './create-batch.ts';
import { abortPartUpload, commitPartUpload, openPartUpload, putPart, requirePartUpload } from './part-uploads.ts';
import { CALLER, fails } from './testing/command-world.ts';
import { contentOf, fileWorld } from './testing/file-world.ts';
import type { FileWorld } from './testing/file-world.ts';

async function openUpload(world: FileWorld, sizeBytes: number): Promise<{ readonly batchId: string; readonly upload: StoredPartUpload }> {
  const { id: batchId } = await createBatch(world.context, CALLER, { name: 'x' });
  return { batchId, upload: await openPartUpload(world.context, CALLER, { batchId, name: 'big.bin', mediaType: 'a/b', sizeBytes }) };
}

async function send(world: FileWorld, upload: StoredPartUpload, number: number, bytes: Buffer): Promise<string> {
  const written = await world.artifacts.write(Readable.from([bytes]), { maxBytes: LIMITS.partBytes + 1 });
  return (await putPart(world.context, CALLER, upload, { number, ...written })).id;
}

describe('a file in parts', () => {
  test('is put together in the order of its parts, and nothing else stays behind', async (context) => {
    const world = await fileWorld(context);
    const { batchId, upload } = await openUpload(world, LIMITS.partBytes + 3);
    const second = await send(world, upload, 2, Buffer.from('end'));
    await send(world, upload, 1, Buffer.alloc(LIMITS.partBytes, 'x'));
    const first = await send(world, upload, 1, Buffer.alloc(LIMITS.partBytes, 'a'));
    const file = await commitPartUpload(world.context, CALLER, world.artifacts, { upload, partIds: [first, second] });
    assert.equal(file.sizeBytes, LIMITS.partBytes + 3);
    assert.equal((await contentOf(world, file.storageKey)).slice(-5), 'aaend');
    assert.equal(world.context.store.batches.file(CALLER.workspaceId, batchId, 'big.bin')?.sha256, file.sha256);
    await world.tidy();
    assert.deepEqual(await world.keys(), [file.storageKey]);
    await fails(
      Promise.resolve().then(() => requirePartUpload(world.context, CALLER, batchId, upload.id)),
      'not_found',
    );
  });

  test('is refused with a part that is missing, replaced, in another place or of another length', async (context) => {
    const world = await fileWorld(context);
    const { upload } = await openUpload(world, LIMITS.partBytes + 3);
    const commit = async (...partIds: readonly string[]): Promise<unknown> =>
      commitPartUpload(world.context, CALLER, world.artifacts, { upload, partIds });
    const old = await send(world, upload, 1, Buffer.alloc(LIMITS.partBytes));
    await fails(commit(old), 'invalid_request', '/parts');
    await fails(commit(old, old), 'invalid_request', '/parts/1');
    const first = await send(world, upload, 1, Buffer.alloc(LIMITS.partBytes));
    const second = await send(world, upload, 2, Buffer.alloc(3));
    await fails(commit(old, second), 'invalid_request', '/parts/0');
    await fails(commit(second, first), 'invalid_request', '/parts/0', '/parts/1');
    await fails(send(world, upload, 2, Buffer.alloc(2)), 'invalid_request');
    await fails(send(world, upload, 3, Buffer.alloc(1)), 'invalid_parameter', 'path:number');
    await commit(first, second);
    await fails(commit(first, second), 'invalid_request', '/parts/0', '/parts/1');
  });

  test('may be empty, and is as large as an upload at most', async (context) => {
    const world = await fileWorld(context);
    const { batchId, upload } = await openUpload(world, 0);
    const only = await send(world, upload, 1, Buffer.alloc(0));
    assert.equal((await commitPartUpload(world.context, CALLER, world.artifacts, { upload, partIds: [only] })).sizeBytes, 0);
    const request = { batchId, name: 'x', mediaType: 'a/b' };
    await openPartUpload(world.context, CALLER, { ...request, sizeBytes: LIMITS.uploadBytes });
    for (const sizeBytes of [LIMITS.uploadBytes + 1, -1, 1.5]) {
      await fails(openPartUpload(world.context, CALLER, { ...request, sizeBytes }), 'invalid_request', '/size_bytes');
    }
  });

  test('leaves nothing when it is given up, or was not committed in time', async (context) => {
    const world = await fileWorld(context);
    const { upload } = await openUpload(world, 3);
    await send(world, upload, 1, Buffer.from('abc'));
    await abortPartUpload(world.context, CALLER, upload);
    const late = await openUpload(world, 3);
    await send(world, late.upload, 1, Buffer.from('abc'));
    await world.tidy();
    assert.equal((await world.keys()).length, 1);
    world.clock.now += LIMITS.partUploadKeepMs;
    await fails(
      Promise.resolve().then(() => requirePartUpload(world.context, CALLER, late.batchId, late.upload.id)),
      'not_found',
    );
    await world.tidy();
    assert.deepEqual(await world.keys(), []);
  });
});

import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { LIMITS } from '../domain/limits.ts';
import { createBatch } from './create-batch.ts';
import { deleteBatch } from './delete-batch.ts';
import { putBatchFile } from './put-batch-file.ts';
import { recordUpload } from './record-upload.ts';
import { removeBatchFile } from './remove-batch-file.ts';
import { rerunRun } from './rerun-run.ts';
import { startRun } from './start-run.ts';
import { CALLER, fails, STRANGER } from './testing/command-world.ts';
import { contentOf, filesOf, fileWorld, finished } from './testing/file-world.ts';

describe('a run of a batch', () => {
  test('has the files as they were, whatever becomes of the batch', async (context) => {
    const world = await fileWorld(context);
    const batch = await createBatch(world.context, CALLER, { name: 'invoices' });
    const old = await world.put(batch.id, 'a/1.pdf', 'old');
    await world.put(batch.id, '2.pdf', 'two');
    const { run } = await startRun(world.context, CALLER, { workflow: 'hello', batch: batch.id, input: { limit: 5 } });
    assert.equal(run.lineage.batchId, batch.id);
    const replaced = await world.put(batch.id, 'a/1.pdf', 'new');
    await removeBatchFile(world.context, CALLER, batch.id, '2.pdf');
    await world.tidy();
    const artifacts = world.context.store.artifacts.list(CALLER.workspaceId, run.id);
    assert.deepEqual(
      artifacts.map(({ path, role }) => [path, role]),
      [
        ['input/2.pdf', 'input'],
        ['input/a/1.pdf', 'input'],
      ],
    );
    const [two, one] = artifacts;
    assert.deepEqual(JSON.parse(world.context.store.runs.input(CALLER.workspaceId, run.id) ?? ''), {
      limit: 5,
      files: [
        { name: '2.pdf', file: { $file: two?.id } },
        { name: 'a/1.pdf', file: { $file: one?.id } },
      ],
    });
    assert.equal(one?.storageKey, old);
    assert.equal(await contentOf(world, old), 'old');
    await deleteBatch(world.context, CALLER, batch.id);
    await world.tidy();
    assert.deepEqual(await world.keys(), artifacts.map(({ storageKey }) => storageKey).toSorted());
    await assert.rejects(contentOf(world, replaced));
    const again = await rerunRun(world.context, CALLER, { runId: await finished(world, run.id) });
    assert.deepEqual(filesOf(world, again.run.id), filesOf(world, run.id));
  });

  test('may bring uploads of its own, and one of the same name does not take the place of a file', async (context) => {
    const world = await fileWorld(context);
    const batch = await createBatch(world.context, CALLER, { name: 'x' });
    await world.put(batch.id, 'a.txt', 'of the batch');
    const written = await world.artifacts.write(Readable.from([Buffer.from('own')]), { maxBytes: 10 });
    const upload = await recordUpload(world.context, CALLER, { path: 'a.txt', mediaType: 'text/plain', ...written });
    const { run } = await startRun(world.context, CALLER, { workflow: 'hello', batch: batch.id, input: { mine: { $file: upload.id } } });
    const paths = filesOf(world, run.id).map(([path]) => path);
    assert.equal(paths.length, 2);
    assert.ok(paths.includes('input/a.txt'));
    assert.match(paths.find((path) => path !== 'input/a.txt') ?? '', /^input\/[0-9a-f-]{36}\/a\.txt$/);
  });

  test('is not started with a batch that is not there, or an input that has no room for its files', async (context) => {
    const world = await fileWorld(context);
    const batch = await createBatch(world.context, CALLER, { name: 'x' });
    const theirs = await createBatch(world.context, STRANGER, { name: 'x' });
    const start = async (request: object): Promise<unknown> => startRun(world.context, CALLER, { workflow: 'hello', ...request });
    for (const id of ['nothing', theirs.id]) await fails(start({ batch: id }), 'invalid_request', '/batch');
    for (const input of [null, 3, 'x', []]) await fails(start({ batch: batch.id, input }), 'invalid_request', '/input');
    await fails(start({ batch: batch.id, input: { files: [] } }), 'invalid_request', '/input/files');
    assert.equal(world.context.store.runs.count(CALLER.workspaceId, {}, 10), 0);
  });

  test('is not started with a file that goes while it is being accepted', async (context) => {
    const world = await fileWorld(context);
    const batch = await createBatch(world.context, CALLER, { name: 'x' });
    await world.put(batch.id, 'a.txt', 'a');
    await world.load('slow', { version: '1', check: () => [], manifest: { hasInputSchema: true } });
    const judged = Promise.withResolvers<unknown>();
    world.definitions.judging = judged.promise;
    const started = startRun(world.context, CALLER, { workflow: 'slow', batch: batch.id });
    await deleteBatch(world.context, CALLER, batch.id);
    await world.tidy();
    judged.resolve(null);
    await fails(started, 'conflict');
    assert.equal(world.context.store.runs.count(CALLER.workspaceId, {}, 10), 0);
  });
});

describe('a batch', () => {
  test('takes no more files than its limit, but new ones for old', async (context) => {
    const world = await fileWorld(context);
    const batch = await createBatch(world.context, CALLER, { name: 'x' });
    const file = { mediaType: 'a/b', sizeBytes: 1, sha256: 'aa', storageKey: 'k' };
    const change = (name: string) =>
      ({ type: 'batch-file.put', workspaceId: CALLER.workspaceId, batchId: batch.id, file: { ...file, name } }) as const;
    const names = Array.from({ length: LIMITS.batchFiles - 1 }, (_, index) => `${index}`);
    await world.context.journal.commit(names.map((name) => ({ kind: 'catalog', at: world.clock.now, change: change(name) })));
    await putBatchFile(world.context, CALLER, batch.id, { ...file, name: 'last' });
    await fails(putBatchFile(world.context, CALLER, batch.id, { ...file, name: 'one more' }), 'limit_exceeded');
    await putBatchFile(world.context, CALLER, batch.id, { ...file, name: 'last' });
    assert.equal(world.context.store.batches.countFiles(CALLER.workspaceId, batch.id), LIMITS.batchFiles);
  });

  test('has a name of up to 255 characters', async (context) => {
    const world = await fileWorld(context);
    for (const name of ['', '  ', 'x'.repeat(LIMITS.batchNameLength + 1), '\ud800']) {
      await fails(createBatch(world.context, CALLER, { name }), 'invalid_request', '/name');
    }
    const { name } = await createBatch(world.context, CALLER, { name: 'é'.repeat(LIMITS.batchNameLength) });
    assert.equal(name.length, 255);
  });
});

describe('an upload that no run named', () => {
  test('is removed when its time is over, and one that a run named stays with the run', async (context) => {
    const world = await fileWorld(context);
    const [used, unused] = await Promise.all(
      ['a', 'b'].map(async (path) => {
        const written = await world.artifacts.write(Readable.from([Buffer.from(path)]), { maxBytes: 10 });
        return recordUpload(world.context, CALLER, { path, mediaType: 'text/plain', ...written });
      }),
    );
    assert.ok(used !== undefined && unused !== undefined);
    const { run } = await startRun(world.context, CALLER, { workflow: 'hello', input: { file: { $file: used.id } } });
    world.clock.now += LIMITS.uploadKeepMs - 1;
    await world.tidy();
    assert.equal((await world.keys()).length, 2);
    world.clock.now += 1;
    await world.tidy();
    assert.deepEqual(await world.keys(), [used.storageKey]);
    assert.deepEqual(filesOf(world, run.id), [['input/a', used.storageKey]]);
    const late = startRun(world.context, CALLER, { workflow: 'hello', input: { file: { $file: unused.id } } });
    await fails(late, 'invalid_request', '/input/file/$file');
  });
});

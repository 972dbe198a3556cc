import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { FolderArtifactStore } from '../artifacts/fs.ts';
import { Housekeeper } from '../boot/housekeeper.ts';
import { LIMITS } from '../domain/limits.ts';
import type { StoredPartUpload } from '../store/store.ts';
import { createBatch } from './create-batch.ts';
import { deleteBatch } from './delete-batch.ts';
import { deleteRun } from './delete-run.ts';
import { abortPartUpload, commitPartUpload, openPartUpload, putPart, requirePartUpload } from './part-uploads.ts';
import { putBatchFile } from './put-batch-file.ts';
import { recordUpload } from './record-upload.ts';
import { removeBatchFile } from './remove-batch-file.ts';
import { rerunRun } from './rerun-run.ts';
import { retryRun } from './retry-run.ts';
import { startRun } from './start-run.ts';
import { CALLER, commandWorld, fails, STRANGER } from './testing/command-world.ts';
import type { CommandWorld } from './testing/command-world.ts';
import { workOffJob } from './work-off-job.ts';

interface FileWorld extends CommandWorld {
  readonly artifacts: ArtifactStore;
  /** Stores a file and puts it into the batch. */
  put(batchId: string, name: string, content: string): Promise<string>;
  /** Everything that lies in the store. */
  keys(): Promise<readonly string[]>;
  /** Does what there is to do in the background, as the next process would. */
  tidy(): Promise<void>;
}

async function fileWorld(test: TestContext): Promise<FileWorld> {
  const world = commandWorld(test);
  const folder = mkdtempSync(join(tmpdir(), 'millrace-files-'));
  test.after(() => rmSync(folder, { recursive: true }));
  const artifacts = new FolderArtifactStore(folder);
  await world.load('hello', { version: '1' });
  return {
    ...world,
    artifacts,
    put: async (batchId, name, content) => {
      const written = await artifacts.write(Readable.from([Buffer.from(content)]), { maxBytes: 1_000 });
      await putBatchFile(world.context, CALLER, batchId, { name, mediaType: 'text/plain', ...written });
      return written.storageKey;
    },
    keys: async () => {
      const keys: string[] = [];
      for await (const { storageKey } of artifacts.list()) keys.push(storageKey);
      return keys.toSorted();
    },
    tidy: async () => {
      const { journal, store, now } = world.context;
      const problems: unknown[] = [];
      const housekeeper = new Housekeeper({ journal, store, artifacts, now }, (error) => problems.push(error));
      housekeeper.start();
      await housekeeper.idle();
      await housekeeper.stop();
      assert.deepEqual(problems, []);
    },
  };
}

async function content({ artifacts }: FileWorld, storageKey: string): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of artifacts.read(storageKey)) parts.push(part);
  return Buffer.concat(parts).toString();
}

function filesOf({ context }: FileWorld, runId: string): readonly (readonly [path: string, storageKey: string])[] {
  return context.store.artifacts.list(CALLER.workspaceId, runId).map(({ path, storageKey }) => [path, storageKey]);
}

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
    assert.equal(await content(world, old), 'old');
    await deleteBatch(world.context, CALLER, batch.id);
    await world.tidy();
    assert.deepEqual(await world.keys(), artifacts.map(({ storageKey }) => storageKey).toSorted());
    await assert.rejects(content(world, replaced));
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
    const judged = Promise.withResolvers<void>();
    world.definitions.judging = judged.promise;
    const started = startRun(world.context, CALLER, { workflow: 'slow', batch: batch.id });
    await deleteBatch(world.context, CALLER, batch.id);
    await world.tidy();
    judged.resolve();
    await fails(started, 'conflict');
    assert.equal(world.context.store.runs.count(CALLER.workspaceId, {}, 10), 0);
  });
});

async function finished(world: CommandWorld, runId: string): Promise<string> {
  const output = { type: 'run.finished', status: 'failed', reason: 'workflow_error', payload: null } as const;
  const error = { code: 'workflow_error', message: 'No.', step: null, attempt: null, stack: null };
  await world.begin(runId);
  await world.own(runId, { ...output, error });
  return runId;
}

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

describe('a file in parts', () => {
  async function open(world: FileWorld, sizeBytes: number): Promise<{ readonly batchId: string; readonly upload: StoredPartUpload }> {
    const { id: batchId } = await createBatch(world.context, CALLER, { name: 'x' });
    return { batchId, upload: await openPartUpload(world.context, CALLER, { batchId, name: 'big.bin', mediaType: 'a/b', sizeBytes }) };
  }

  async function send(world: FileWorld, upload: StoredPartUpload, number: number, bytes: Buffer): Promise<string> {
    const written = await world.artifacts.write(Readable.from([bytes]), { maxBytes: LIMITS.partBytes + 1 });
    return (await putPart(world.context, CALLER, upload, { number, ...written })).id;
  }

  test('is put together in the order of its parts, and nothing else stays behind', async (context) => {
    const world = await fileWorld(context);
    const { batchId, upload } = await open(world, LIMITS.partBytes + 3);
    const second = await send(world, upload, 2, Buffer.from('end'));
    await send(world, upload, 1, Buffer.alloc(LIMITS.partBytes, 'x'));
    const first = await send(world, upload, 1, Buffer.alloc(LIMITS.partBytes, 'a'));
    const file = await commitPartUpload(world.context, CALLER, world.artifacts, { upload, partIds: [first, second] });
    assert.equal(file.sizeBytes, LIMITS.partBytes + 3);
    assert.equal((await content(world, file.storageKey)).slice(-5), 'aaend');
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
    const { upload } = await open(world, LIMITS.partBytes + 3);
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
    const { batchId, upload } = await open(world, 0);
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
    const { upload } = await open(world, 3);
    await send(world, upload, 1, Buffer.from('abc'));
    await abortPartUpload(world.context, CALLER, upload);
    const late = await open(world, 3);
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

const EVERYTHING = { data: true, input: true, output: true, logs: true };
const NOTHING = { data: false, input: false, output: false, logs: false };

describe('deleting a run', () => {
  async function runOfBatch(world: FileWorld): Promise<{ readonly runId: string; readonly batchId: string }> {
    const batch = await createBatch(world.context, CALLER, { name: 'x' });
    await world.put(batch.id, 'a.txt', 'a');
    const { run } = await startRun(world.context, CALLER, { workflow: 'hello', batch: batch.id, idempotencyKey: 'k' });
    return { runId: await finished(world, run.id), batchId: batch.id };
  }

  test('takes its files unless its batch still has them, and the batch only when it is asked for', async (context) => {
    const world = await fileWorld(context);
    const { runId, batchId } = await runOfBatch(world);
    const { data, input, output, logs, batch } = await deleteRun(world.context, CALLER, { runId, ...EVERYTHING });
    assert.deepEqual(
      [data, input, output, logs].map((job) => job?.part),
      ['data', 'input', 'output', 'logs'],
    );
    assert.equal(batch, null);
    await world.tidy();
    assert.equal((await world.keys()).length, 1);
    for (const job of [data, input, output, logs]) {
      assert.equal(world.context.store.jobs.get(CALLER.workspaceId, job?.id ?? '')?.state, 'complete');
    }
    await fails(deleteRun(world.context, CALLER, { runId, ...EVERYTHING }), 'not_found');
    const second = await startRun(world.context, CALLER, { workflow: 'hello', batch: batchId });
    const wish = { runId: await finished(world, second.run.id), ...NOTHING, input: true, batch: true };
    const alone = await deleteRun(world.context, CALLER, wish);
    assert.equal(alone.batch?.kind, 'delete_batch');
    await world.tidy();
    assert.deepEqual(await world.keys(), []);
    assert.equal(world.context.store.batches.get(CALLER.workspaceId, batchId), null);
    assert.equal((await deleteRun(world.context, CALLER, wish)).batch, null);
  });

  test('is for runs that have ended, for something, and in the own workspace', async (context) => {
    const world = await fileWorld(context);
    const run = await world.start();
    await fails(deleteRun(world.context, CALLER, { runId: run.id, ...EVERYTHING }), 'run_not_finished');
    await finished(world, run.id);
    await fails(deleteRun(world.context, CALLER, { runId: run.id, ...NOTHING }), 'invalid_request');
    await fails(deleteRun(world.context, STRANGER, { runId: run.id, ...EVERYTHING }), 'not_found');
    assert.ok(world.run(run.id));
  });

  test('leaves its idempotency key taken, so that the work is not done again unnoticed', async (context) => {
    const world = await fileWorld(context);
    const { runId, batchId } = await runOfBatch(world);
    await deleteRun(world.context, CALLER, { runId, ...EVERYTHING });
    await fails(startRun(world.context, CALLER, { workflow: 'hello', batch: batchId, idempotencyKey: 'k' }), 'conflict');
  });

  test('keeps what was deleted from being done again as if it were there', async (context) => {
    const world = await fileWorld(context);
    const first = await finished(world, (await world.start()).id);
    await deleteRun(world.context, CALLER, { runId: first, ...NOTHING, input: true });
    await fails(retryRun(world.context, CALLER, { runId: first }), 'conflict');
    await fails(rerunRun(world.context, CALLER, { runId: first }), 'conflict');
    await rerunRun(world.context, CALLER, { runId: first, input: { n: 2 } });
    const second = await finished(world, (await world.start()).id);
    await deleteRun(world.context, CALLER, { runId: second, ...NOTHING, output: true });
    await fails(retryRun(world.context, CALLER, { runId: second }), 'conflict');
    await retryRun(world.context, CALLER, { runId: second, from: 'start' });
  });

  test('goes on where another process was ended: between two rows, before its files, and after them', async (context) => {
    const world = await fileWorld(context);
    const { journal, store, now } = world.context;
    const { runId, batchId } = await runOfBatch(world);
    await deleteBatch(world.context, CALLER, batchId);
    const { data } = await deleteRun(world.context, CALLER, { runId, ...NOTHING, data: true });
    const jobId = data?.id ?? '';
    const work = { type: 'job.worked', workspaceId: CALLER.workspaceId, jobId, limit: 1 } as const;
    await journal.commit([{ kind: 'catalog', at: now(), change: work }]);
    assert.equal(store.jobs.get(CALLER.workspaceId, jobId)?.state, 'running');
    assert.equal((await world.keys()).length, 1, 'the file is still there');
    const dying = {
      ...world.artifacts,
      remove: async (): Promise<void> => {
        throw new Error('The process has ended.');
      },
    };
    const open = store.jobs.open(10).find(({ id }) => id === jobId);
    assert.ok(open !== undefined);
    await assert.rejects(workOffJob({ journal, store, now, artifacts: dying }, open), /ended/);
    assert.equal(store.jobs.hasRows(jobId), false);
    const [released = ''] = store.jobs.releasedFiles(jobId, 10);
    await world.artifacts.remove(released);
    await world.tidy();
    assert.deepEqual(await world.keys(), []);
    assert.deepEqual(store.jobs.open(10), []);
    assert.equal(store.jobs.get(CALLER.workspaceId, jobId)?.state, 'complete');
  });

  test('says so when files cannot be removed, and does not hold up other jobs', async (context) => {
    const world = await fileWorld(context);
    const { journal, store, now } = world.context;
    const { runId, batchId } = await runOfBatch(world);
    const harmless = await deleteBatch(world.context, CALLER, batchId);
    world.clock.now += 1;
    const { input, logs } = await deleteRun(world.context, CALLER, { runId, ...NOTHING, input: true, logs: true });
    const problems: unknown[] = [];
    const artifacts = {
      ...world.artifacts,
      remove: async (): Promise<void> => {
        throw new Error('The disk is read-only.');
      },
    };
    const housekeeper = new Housekeeper({ journal, store, artifacts, now }, (error) => problems.push(error));
    housekeeper.start();
    await housekeeper.idle();
    await housekeeper.stop();
    const stateOf = (id: string): string | undefined => store.jobs.get(CALLER.workspaceId, id)?.state;
    assert.deepEqual([harmless.id, input?.id ?? '', logs?.id ?? ''].map(stateOf), ['complete', 'failed', 'complete']);
    assert.match(store.jobs.get(CALLER.workspaceId, input?.id ?? '')?.message ?? '', /starts again/);
    assert.equal(problems.length, 1);
  });
});

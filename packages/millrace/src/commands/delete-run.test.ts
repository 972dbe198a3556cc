import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Housekeeper } from '../boot/housekeeper.ts';
import { createBatch } from './create-batch.ts';
import { deleteBatch } from './delete-batch.ts';
import { deleteRun } from './delete-run.ts';
import { rerunRun } from './rerun-run.ts';
import { retryRun } from './retry-run.ts';
import { startRun } from './start-run.ts';
import { CALLER, fails, STRANGER } from './testing/command-world.ts';
import { fileWorld, finished } from './testing/file-world.ts';
import type { FileWorld } from './testing/file-world.ts';
import { workOffJob } from './work-off-job.ts';

const EVERYTHING = { data: true, input: true, output: true, logs: true };
const NOTHING = { data: false, input: false, output: false, logs: false };

async function runOfBatch(world: FileWorld): Promise<{ readonly runId: string; readonly batchId: string }> {
  const batch = await createBatch(world.context, CALLER, { name: 'x' });
  await world.put(batch.id, 'a.txt', 'a');
  const { run } = await startRun(world.context, CALLER, { workflow: 'hello', batch: batch.id, idempotencyKey: 'k' });
  return { runId: await finished(world, run.id), batchId: batch.id };
}

describe('deleting a run', () => {
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
    await fails(deleteRun(world.context, CALLER, { runId: run.id, ...NOTHING }), 'invalid_parameter');
    await fails(deleteRun(world.context, STRANGER, { runId: run.id, ...EVERYTHING }), 'not_found');
    assert.equal(world.run(run.id).id, run.id);
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
    const housekeeper = new Housekeeper({ journal, store, artifacts, now }, (error) => void problems.push(error));
    housekeeper.start();
    await housekeeper.idle();
    await housekeeper.stop();
    const stateOf = (id: string): string | undefined => store.jobs.get(CALLER.workspaceId, id)?.state;
    assert.deepEqual([harmless.id, input?.id ?? '', logs?.id ?? ''].map(stateOf), ['complete', 'failed', 'complete']);
    assert.match(store.jobs.get(CALLER.workspaceId, input?.id ?? '')?.message ?? '', /starts again/);
    assert.equal(problems.length, 1);
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DataPart } from '../../domain/deletion.ts';
import { artifact, finished, log, records, reviewRequested, stepCompleted } from './changes.ts';
import { accepted, Scenario, WORKSPACE } from './scenario.ts';
import type { RunRef, Setup } from './scenario.ts';

const LOGS = { after: 0, limit: 100, level: null };

/** A finished run with something of everything, on whose files nobody else lays claim. */
async function richRun(s: Scenario): Promise<RunRef> {
  const upload = { id: 'up', path: 'in.pdf', mediaType: 'x/y', sizeBytes: 1, sha256: 'aa', storageKey: 'in', expiresAt: 2_000_000 };
  await s.catalog({ type: 'upload.recorded', workspaceId: WORKSPACE, upload });
  const start = s.queued({ input: { secret: 1 }, tags: ['t'] });
  const ref = { workspaceId: start.workspaceId, runId: start.runId };
  const input = s.commitOf(ref, artifact('input/in.pdf', { storageKey: 'in', role: 'input' }));
  accepted(await s.journal.commit([start, input, s.commitOf(ref, { type: 'run.started' }, 1)]));
  for (const change of [
    log('info', 'one'),
    artifact('out.csv'),
    log('warn', 'two'),
    artifact('work.csv', { role: 'intermediate' }),
    records('people', [1, 2, 3]),
    stepCompleted('load', 'kept'),
    reviewRequested('review-1', 'check'),
    finished('completed', { result: 2 }),
  ]) {
    await s.make(ref, change, 1);
  }
  return ref;
}

async function remove(s: Scenario, ref: RunRef, ...parts: readonly DataPart[]): Promise<void> {
  await s.make(ref, { type: 'data.deleted', actor: 'key-1', parts, jobs: parts.map((part) => ({ id: `job ${part}`, part })) });
}

/** All that a job has to do, a row at a time; gives the number of rounds. */
async function workOff(s: Scenario, jobId: string): Promise<number> {
  let rounds = 0;
  while (s.store.jobs.hasRows(jobId)) {
    await s.catalog({ type: 'job.worked', workspaceId: WORKSPACE, jobId, limit: 1 });
    rounds += 1;
  }
  return rounds;
}

const paths = (s: Scenario, { runId }: RunRef): readonly string[] => s.store.artifacts.list(WORKSPACE, runId).map(({ path }) => path);

export function testDeletion(setup: Setup): void {
  describe('a deletion', () => {
    test('of the input leaves the rest of the run as it was', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await richRun(s);
      const before = s.run(ref);
      await remove(s, ref, 'input');
      assert.equal(s.store.runs.input(WORKSPACE, ref.runId), null);
      assert.equal(s.store.runs.output(WORKSPACE, ref.runId), '{"result":2}');
      await workOff(s, 'job input');
      assert.deepEqual(paths(s, ref), ['out.csv', 'work.csv']);
      assert.deepEqual(s.store.jobs.releasedFiles('job input', 10), ['in']);
      assert.deepEqual(s.run(ref), { ...before, seq: before.seq + 1, updatedAt: s.run(ref).updatedAt, deleted: ['input'] });
      assert.equal(s.store.events.after(WORKSPACE, ref.runId, before.seq, 10)[0]?.type, 'data.deleted');
    });

    test('of the output takes the record sets and the files that the run made, and leaves the steps', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await richRun(s);
      await remove(s, ref, 'output');
      assert.equal(s.store.runs.output(WORKSPACE, ref.runId), null);
      await workOff(s, 'job output');
      assert.deepEqual(paths(s, ref), ['input/in.pdf']);
      assert.deepEqual(s.store.records.sets(WORKSPACE, ref.runId), []);
      assert.equal(s.store.runs.input(WORKSPACE, ref.runId), '{"secret":1}');
      const payloads = s.store.events.history(WORKSPACE, ref.runId).flatMap(({ type, payload }) => (payload === null ? [] : [type]));
      assert.deepEqual(payloads, ['run.queued', 'step.completed', 'review.requested']);
      assert.equal(s.store.events.logs(WORKSPACE, ref.runId, LOGS).length, 2);
    });

    test('of the logs takes the lines and nothing else', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await richRun(s);
      const before = s.store.events.history(WORKSPACE, ref.runId).length;
      await remove(s, ref, 'logs');
      assert.equal(await workOff(s, 'job logs'), 3);
      assert.deepEqual(s.store.events.logs(WORKSPACE, ref.runId, LOGS), []);
      assert.equal(s.store.events.history(WORKSPACE, ref.runId).length, before - 2 + 1);
      assert.deepEqual(paths(s, ref).length, 3);
    });

    test('of the data makes the run unknown at once to every look-up, and its rows follow', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await richRun(s);
      const other = await s.start({ tags: ['t'] });
      const told = await s.make(ref, { type: 'data.deleted', actor: null, parts: ['data'], jobs: [{ id: 'job data', part: 'data' }] });
      assert.equal(told.runId, ref.runId);
      const { runs, events, artifacts, reviews, jobs, records: recordSets } = s.store;
      assert.equal(runs.get(WORKSPACE, ref.runId), null);
      assert.equal(runs.input(WORKSPACE, ref.runId), null);
      assert.equal(runs.output(WORKSPACE, ref.runId), null);
      assert.deepEqual(events.after(WORKSPACE, ref.runId, 0, 10), []);
      assert.deepEqual(artifacts.list(WORKSPACE, ref.runId), []);
      assert.deepEqual(recordSets.sets(WORKSPACE, ref.runId), []);
      assert.equal(reviews.get(WORKSPACE, 'review-1'), null);
      for (const filter of [{}, { tag: 't' }, { workflow: 'import' }]) {
        assert.deepEqual(
          runs.list(WORKSPACE, filter, { limit: 10, cursor: null }).data.map(({ id }) => id),
          [other.runId],
        );
        assert.equal(runs.count(WORKSPACE, filter, 10), 1);
      }
      assert.deepEqual(await s.refuse(ref, { type: 'data.deleted', actor: null, parts: ['data'], jobs: [] }), { kind: 'not_found' });
      const again = await s.queue();
      assert.equal(s.run(again).runNumber, 3, 'a number is not given again');
      assert.ok((await workOff(s, 'job data')) > 5);
      assert.deepEqual(jobs.releasedFiles('job data', 10), ['in', 'key of out.csv', 'key of work.csv']);
      assert.deepEqual(
        ['in', 'key of out.csv'].map((key) => artifacts.hasStorageKey(key)),
        [true, false],
      );
    });

    test('leaves the idempotency key of its run taken', async (context) => {
      const s = await Scenario.open(context, setup);
      const idempotency = { key: 'k', fingerprint: 'f', expiresAt: 9_000_000 };
      const ref = await s.start({ idempotency });
      await s.make(ref, finished('completed'), 1);
      await remove(s, ref, 'data');
      const result = await s.journal.commit([s.queued({ idempotency })]);
      assert.deepEqual(result, { ok: false, refusal: { kind: 'idempotency_replay', runId: ref.runId } });
    });

    test('is refused while the run has not ended', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      const wish = { type: 'data.deleted', actor: null, parts: ['data'], jobs: [{ id: 'j', part: 'data' }] } as const;
      assert.deepEqual(await s.refuse(ref, wish), { kind: 'wrong_status', status: 'running' });
      assert.equal(s.store.jobs.get(WORKSPACE, 'j'), null);
    });
  });

  describe('a job', () => {
    test('is open until it is over, and shown to its workspace only', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await richRun(s);
      await remove(s, ref, 'input', 'logs');
      const { jobs } = s.store;
      assert.deepEqual(
        jobs.open(10).map(({ id, state, hasRows }) => [id, state, hasRows]),
        [
          ['job input', 'pending', true],
          ['job logs', 'pending', true],
        ],
      );
      await workOff(s, 'job input');
      assert.deepEqual(
        jobs.open(1).map(({ state, hasRows }) => [state, hasRows]),
        [['running', false]],
      );
      const over = { type: 'job.moved', workspaceId: WORKSPACE, jobId: 'job input', state: 'failed', message: 'No.' } as const;
      await s.catalog(over);
      const { createdAt, ...job } = jobs.get(WORKSPACE, 'job input') ?? assert.fail();
      assert.deepEqual(job, {
        id: 'job input',
        workspaceId: WORKSPACE,
        kind: 'delete_run',
        part: 'input',
        runId: ref.runId,
        batchId: null,
        state: 'failed',
        message: 'No.',
        updatedAt: s.time,
        finishedAt: s.time,
      });
      assert.ok(createdAt < s.time);
      await s.catalog({ ...over, state: 'complete', message: null });
      assert.equal(jobs.get(WORKSPACE, 'job input')?.state, 'failed', 'what is over stays so');
      assert.equal(jobs.get('workspace-2', 'job input'), null);
      assert.deepEqual(
        jobs.open(10).map(({ id }) => id),
        ['job logs'],
      );
    });
  });
}

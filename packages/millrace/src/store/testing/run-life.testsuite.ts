import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AT_ONCE } from '../../domain/at-once.ts';
import { encodeJson } from '../../domain/json-text.ts';
import { accepted, refused, Scenario, until } from './scenario.ts';
import type { Setup } from './scenario.ts';
import {
  finished,
  log,
  PAUSED,
  progress,
  RESUMED,
  SEEN_ALL,
  signal,
  sleepUntil,
  STARTED,
  stepCompleted,
  usage,
  waitForSignal,
} from './changes.ts';

export function testRunLife(setup: Setup): void {
  describe('a run in the store', () => {
    test('is as it was asked for, with a number of its own and its input', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.queue({
        input: { rows: [1, 2] },
        workflow: 'billing',
        version: 'v7',
        tags: ['a', 'ü'],
        metadata: { customer: { id: 7 } },
        priority: -3,
        concurrencyKey: 'acme',
        timeoutMs: 60_000,
        stages: [{ name: 'load', title: 'Load', weight: 2 }],
      });
      const run = s.run(ref);
      assert.deepEqual(
        [run.status, run.reason, run.seq, run.runNumber, run.workflow, run.version],
        ['queued', 'ready', 1, 1, 'billing', 'v7'],
      );
      assert.deepEqual([run.tags, run.metadata, run.priority, run.concurrencyKey], [['a', 'ü'], { customer: { id: 7 } }, -3, 'acme']);
      assert.deepEqual(
        run.stages.map(({ name, weight }) => [name, weight]),
        [['load', 2]],
      );
      assert.equal(s.store.runs.input(ref.workspaceId, ref.runId), encodeJson({ rows: [1, 2] }));
    });

    test('keeps what a person can type into names, tags and input', async (context) => {
      const s = await Scenario.open(context, setup);
      const text = 'quote " \' back\\slash \n line 𝒳 漢字 \u2028 null\u0000 %s ; DROP TABLE runs; --';
      const ref = await s.queue({ tags: [text], metadata: { [text]: text }, concurrencyKey: text, input: { [text]: text } });
      const run = s.run(ref);
      assert.deepEqual([run.tags, run.metadata, run.concurrencyKey], [[text], { [text]: text }, text]);
      assert.equal(s.store.runs.input(ref.workspaceId, ref.runId), encodeJson({ [text]: text }));
    });

    test('is numbered per workflow and workspace', async (context) => {
      const s = await Scenario.open(context, setup);
      const numbers: number[] = [];
      for (const options of [{}, {}, { workflow: 'other' }, { workspaceId: 'workspace-2' }, {}]) {
        numbers.push(s.run(await s.queue(options)).runNumber);
      }
      assert.deepEqual(numbers, [1, 2, 1, 1, 3]);
    });

    test('reads after each change as the commit said', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.queue();
      const steps: readonly (readonly [Parameters<Scenario['make']>[1], number | null, string])[] = [
        [STARTED, 1, 'running'],
        [stepCompleted('load'), 1, 'running'],
        [waitForSignal('go', 5_000_000), 1, 'waiting'],
        [PAUSED, null, 'paused'],
        [RESUMED, null, 'waiting'],
        [signal('go', 1), null, 'waiting'],
        [STARTED, 2, 'running'],
        [sleepUntil(6_000_000), 2, 'waiting'],
        [STARTED, 3, 'running'],
        [finished('completed', { done: true }), 3, 'completed'],
      ];
      for (const [index, [change, epoch, status]] of steps.entries()) {
        const committed = await s.make(ref, change, epoch);
        const run = s.run(ref);
        assert.deepEqual([committed.seq, committed.status, committed.claimEpoch], [run.seq, run.status, run.claimEpoch], change.type);
        assert.deepEqual([run.seq, run.status, run.updatedAt], [index + 2, status, s.time], change.type);
      }
      assert.equal(s.store.runs.output(ref.workspaceId, ref.runId), encodeJson({ done: true }));
    });

    test('shows every change at once, however many there are between two changes of status', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      for (let index = 1; index <= 100; index++) {
        const committed = await s.make(ref, index % 2 === 0 ? progress(index / 2) : usage(10), 1);
        const run = s.run(ref);
        assert.deepEqual([run.seq, committed.seq], [index + 2, index + 2]);
        assert.equal(run.progress.percent, Math.floor(index / 2));
        assert.deepEqual(run.costs, { USD: { acme: 10 * Math.ceil(index / 2) } });
      }
    });

    test('has an output only when it completed', async (context) => {
      const s = await Scenario.open(context, setup);
      const running = await s.start();
      assert.equal(s.store.runs.output(running.workspaceId, running.runId), null);
      const failed = await s.start();
      await s.make(failed, finished('failed'), 1);
      assert.equal(s.store.runs.output(failed.workspaceId, failed.runId), null);
      const run = s.run(failed);
      assert.ok(run.status === 'failed');
      assert.deepEqual(run.error, { code: 'workflow_error', message: 'It broke.', step: 'load', attempt: 2, stack: null });
      assert.equal(run.finishedAt, s.time);
    });

    test('changes no more after its end', async (context) => {
      const s = await Scenario.open(context, setup);
      for (const status of ['completed', 'failed', 'cancelled'] as const) {
        const ref = await s.start();
        await s.make(ref, finished(status), 1);
        const ended = s.run(ref);
        for (const change of [STARTED, PAUSED, RESUMED, signal('late'), finished('cancelled'), log('info', 'late')]) {
          for (const epoch of [null, 1, 2]) assert.deepEqual(await s.refuse(ref, change, epoch), { kind: 'wrong_status', status });
        }
        assert.deepEqual(s.run(ref), ended);
      }
    });

    test('takes changes from its owner only, and has one owner at a time', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      assert.deepEqual(await s.refuse(ref, STARTED, 1), { kind: 'stale_owner', claimEpoch: 1 });
      assert.deepEqual(await s.refuse(ref, stepCompleted('x'), 2), { kind: 'stale_owner', claimEpoch: 1 });
      assert.deepEqual(await s.refuse(ref, stepCompleted('x'), null), { kind: 'stale_owner', claimEpoch: 1 });
      await s.make(ref, { type: 'run.recovered', crashed: true }, 1);
      await s.make(ref, STARTED, 2);
      assert.deepEqual(await s.refuse(ref, stepCompleted('x'), 1), { kind: 'stale_owner', claimEpoch: 2 });
      await s.make(ref, stepCompleted('x'), 2);
    });

    test('is made once under its id', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.queue();
      const again = await s.journal.commit([s.queued({ id: ref.runId, workflow: 'other' })]);
      assert.deepEqual(refused(again), { kind: 'duplicate_id' });
      assert.equal(s.run(ref).workflow, 'import');
    });

    test('is not changed by a commit that is refused in part, nor is anything else', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      const other = s.queued();
      const result = await s.journal.commit([other, s.commitOf(ref, stepCompleted('a'), 1), s.commitOf(ref, stepCompleted('b'), 9)]);
      assert.deepEqual(refused(result), { kind: 'stale_owner', claimEpoch: 1 });
      assert.equal(s.run(ref).seq, 2);
      assert.equal(s.store.runs.get(other.workspaceId, other.runId), null);
      const next = await s.queue();
      assert.equal(s.run(next).seq, 1);
    });

    test('takes several changes in one commit, in their order', async (context) => {
      const s = await Scenario.open(context, setup);
      const commit = s.queued();
      const ref = { workspaceId: commit.workspaceId, runId: commit.runId };
      const runs = accepted(await s.journal.commit([commit, s.commitOf(ref, STARTED, 1), s.commitOf(ref, finished('completed', 1), 1)]));
      assert.deepEqual(
        runs.map(({ seq, status }) => [seq, status]),
        [[3, 'completed']],
      );
      assert.equal(s.run(ref).status, 'completed');
    });

    test('of which nobody knows refuses changes', async (context) => {
      const s = await Scenario.open(context, setup);
      assert.deepEqual(await s.refuse({ workspaceId: 'workspace-1', runId: 'nobody' }, PAUSED), { kind: 'not_found' });
    });

    test('hears of the end of a run that it called, in the same commit', async (context) => {
      const s = await Scenario.open(context, setup);
      const parent = await s.start();
      const childId = 'child-1';
      const lineage = {
        attempt: 1,
        previousRunId: null,
        forkedFrom: null,
        parentRunId: parent.runId,
        rootRunId: parent.runId,
        depth: 1,
        batchId: null,
      };
      const child = await s.queue({ id: childId, lineage });
      const waitingFor = { kind: 'child', name: 'sub', runId: childId } as const;
      await s.make(
        parent,
        { type: 'run.waiting', reason: 'child', waitingFor, wakeOn: [`child:${childId}`], runnableAt: null, seenInputSeq: SEEN_ALL },
        1,
      );
      await s.make(child, STARTED, 1);
      const runs = accepted(await s.journal.commit([s.commitOf(child, finished('completed', 42), 1)]));
      assert.deepEqual(runs.map(({ runId }) => runId).toSorted(), [childId, parent.runId].toSorted());
      const woken = s.run(parent);
      assert.ok(woken.status === 'waiting');
      assert.equal(woken.runnableAt, AT_ONCE);
      const heard = s.store.events.history(parent.workspaceId, parent.runId).at(-1);
      assert.deepEqual([heard?.type, heard?.payload], ['child.finished', '42']);
      assert.deepEqual(
        s.store.runs.children(parent.workspaceId, parent.runId).map(({ id }) => id),
        [childId],
      );
    });

    test('is told to whoever listens, once it can be read', async (context) => {
      const s = await Scenario.open(context, setup);
      const heard: (readonly [string, number, number | undefined])[] = [];
      const stop = s.journal.onCommitted((runs) => {
        for (const { workspaceId, runId, seq } of runs) heard.push([runId, seq, s.store.runs.get(workspaceId, runId)?.seq]);
      });
      const ref = await s.start();
      await s.make(ref, finished('completed'), 1);
      await until(() => heard.length >= 3);
      assert.deepEqual(
        heard.map(([runId]) => runId),
        [ref.runId, ref.runId, ref.runId],
      );
      for (const [, seq, read = 0] of heard) assert.ok(read >= seq, `seq ${seq} was told and ${read} read`);
      stop();
      await s.queue();
      assert.equal(heard.length, 3);
    });
  });
}

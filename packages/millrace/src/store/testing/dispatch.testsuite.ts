import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RunChange } from '../../domain/change.ts';
import { firstOfItsLine } from '../../domain/new-run.ts';
import type { CommittedRun } from '../../journal/journal.ts';
import { finished, PAUSED, RESUMED, SEEN_ALL, signal, sleepUntil, STARTED, stepCompleted, usage, waitForSignal } from './changes.ts';
import { Scenario } from './scenario.ts';
import type { RunRef, Setup } from './scenario.ts';

const NEVER = Number.MAX_SAFE_INTEGER;

function ids(runs: readonly CommittedRun[]): readonly string[] {
  return runs.map(({ runId }) => runId);
}

export function testDispatch(setup: Setup): void {
  describe('the dispatcher', () => {
    test('finds runs that may be taken, soonest first, of all workspaces', async (context) => {
      const s = await Scenario.open(context, setup);
      await s.queue({ id: 'now' });
      await s.queue({ id: 'later', startAt: 5_000_000, workspaceId: 'workspace-2' });
      await s.queue({ id: 'soon', startAt: 4_000_000 });
      assert.deepEqual(ids(s.store.dispatch.runnable(NEVER, 10)), ['now', 'soon', 'later']);
      assert.deepEqual(ids(s.store.dispatch.runnable(4_000_000, 10)), ['now', 'soon']);
      assert.deepEqual(ids(s.store.dispatch.runnable(3_999_999, 10)), ['now']);
      assert.deepEqual(ids(s.store.dispatch.runnable(NEVER, 1)), ['now']);
      const [first, second] = s.store.dispatch.runnable(NEVER, 2);
      assert.deepEqual(ids(s.store.dispatch.runnable(NEVER, 10, first)), ['soon', 'later']);
      assert.deepEqual(ids(s.store.dispatch.runnable(NEVER, 1, first)), ['soon']);
      assert.deepEqual(ids(s.store.dispatch.runnable(4_000_000, 10, second)), []);
    });

    test('finds every run once, part by part, although many are due at the same time', async (context) => {
      const s = await Scenario.open(context, setup);
      const queued = [];
      for (let index = 0; index < 7; index++) queued.push(await s.queue({ startAt: 2_000_000 }));
      const found: CommittedRun[] = [];
      for (let part = s.store.dispatch.runnable(NEVER, 3); part.length > 0; part = s.store.dispatch.runnable(NEVER, 3, found.at(-1))) {
        found.push(...part);
      }
      assert.deepEqual(
        ids(found),
        queued.map(({ runId }) => runId),
      );
    });

    test('does not find a run that runs, is paused, has ended or waits for something without a time', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.queue();
      const runnable = (): number => s.store.dispatch.runnable(NEVER, 10).length;
      assert.equal(runnable(), 1);
      await s.make(ref, PAUSED);
      assert.equal(runnable(), 0);
      await s.make(ref, RESUMED);
      assert.equal(runnable(), 1);
      await s.make(ref, STARTED, 1);
      assert.equal(runnable(), 0);
      await s.make(ref, waitForSignal('go'), 1);
      assert.equal(runnable(), 0);
      await s.make(ref, { type: 'signal.received', name: 'go', actor: null, payload: null });
      assert.equal(runnable(), 1);
      await s.make(ref, STARTED, 2);
      await s.make(ref, sleepUntil(7_000_000), 2);
      assert.deepEqual(
        s.store.dispatch.runnable(NEVER, 10).map(({ runnableAt }) => runnableAt),
        [7_000_000],
      );
      await s.make(ref, finished('cancelled'));
      assert.equal(runnable(), 0);
    });

    test('finds runs with a deadline: expiry until the first start, the time-out after it', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.queue({ id: 'both', expiresAt: 3_000_000, timeoutMs: 60_000 });
      await s.queue({ id: 'none' });
      const deadlines = (until: number): readonly unknown[] =>
        s.store.dispatch.deadlines(until, 10).map(({ runId, deadlineAt }) => [runId, deadlineAt]);
      assert.deepEqual(deadlines(3_000_000), [['both', 3_000_000]]);
      assert.deepEqual(deadlines(2_999_999), []);
      await s.make(ref, STARTED, 1);
      const timeout = s.time + 60_000;
      assert.deepEqual(deadlines(NEVER), [['both', timeout]]);
      await s.make(ref, waitForSignal('go'), 1);
      assert.deepEqual(deadlines(NEVER), [['both', timeout]]);
      await s.make(ref, finished('cancelled'));
      assert.deepEqual(deadlines(NEVER), []);
    });

    test('finds what was running when the process ended, exactly as the last commit left it', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start({ priority: 5, concurrencyKey: 'acme' });
      await s.start({ workspaceId: 'workspace-2', id: 'other' });
      await s.queue();
      for (let index = 0; index < 4; index++) await s.make(ref, usage(1), 1);
      const last = await s.make(ref, { type: 'run.cancel-requested', actor: null, reason: 'cancelled_by_user' });
      const running = s.store.dispatch.running();
      assert.deepEqual(ids(running).toSorted(), [ref.runId, 'other'].toSorted());
      assert.deepEqual(
        running.find(({ runId }) => runId === ref.runId),
        last,
      );
      assert.equal(last.cancelReason, 'cancelled_by_user');
    });

    test('reads of every run what the last commit said about it', async (context) => {
      const s = await Scenario.open(context, setup);
      const options = { priority: 5, concurrencyKey: 'acme', timeoutMs: 60_000, expiresAt: 9_000_000 };
      const ref = await s.queue(options);
      const committed: CommittedRun[] = [await s.make(ref, PAUSED), await s.make(ref, RESUMED)];
      const read = (): CommittedRun | undefined => s.store.dispatch.deadlines(NEVER, 10).find(({ runId }) => runId === ref.runId);
      assert.deepEqual(read(), committed.at(-1));
      assert.deepEqual(s.store.dispatch.runnable(NEVER, 10), [committed.at(-1)]);
      const changes: readonly (readonly [RunChange, number | null])[] = [
        [STARTED, 1],
        [usage(1), 1],
        [{ type: 'child.started', op: 'call:sub#1', name: 'sub', runId: 'child-1' }, 1],
        [{ type: 'run.pause-requested', actor: null }, null],
        [RESUMED, null],
        [waitForSignal('go', 8_000_000), 1],
        [signal('go'), null],
        [STARTED, 2],
        [{ type: 'run.cancel-requested', actor: null, reason: 'cancelled_by_user' }, null],
      ];
      for (const [change, epoch] of changes) assert.deepEqual(await s.make(ref, change, epoch), read(), change.type);
    });

    test('reads what was added to a run before its first start', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.queue();
      const committed = await s.make(ref, stepCompleted('copied'));
      assert.deepEqual(s.store.dispatch.runnable(NEVER, 10), [committed]);
      assert.equal(s.run(ref).steps.completed, 1);
    });

    test('finds live runs that were called by one that has ended', async (context) => {
      const s = await Scenario.open(context, setup);
      const childOf = (parent: string): Promise<RunRef> => s.queue({ lineage: { ...firstOfItsLine('x'), parentRunId: parent } });
      const ended = await s.start({ id: 'ended' });
      await s.start({ id: 'goes-on' });
      const [orphan, over] = [await childOf('ended'), await childOf('ended')];
      await childOf('goes-on');
      await s.make(over, finished('cancelled'));
      await s.make(ended, finished('completed'), 1);
      assert.deepEqual(ids(s.store.dispatch.orphans()), [orphan.runId]);
      await s.make(orphan, finished('cancelled'));
      assert.deepEqual(ids(s.store.dispatch.orphans()), []);
    });

    test('counts live runs by status', async (context) => {
      const s = await Scenario.open(context, setup);
      assert.deepEqual(s.store.dispatch.liveCounts(), {});
      for (let index = 0; index < 3; index++) await s.queue({ workspaceId: `workspace-${index}` });
      await s.make(await s.start(), finished('completed'), 1);
      await s.make(await s.queue(), PAUSED);
      await s.start();
      assert.deepEqual(s.store.dispatch.liveCounts(), { queued: 3, paused: 1, running: 1 });
    });

    test('finds a live run that nothing would ever move, and no other', async (context) => {
      const s = await Scenario.open(context, setup);
      await s.queue();
      await s.make(await s.start(), sleepUntil(7_000_000), 1);
      await s.make(await s.start(), waitForSignal('go'), 1);
      await s.make(await s.queue(), PAUSED);
      await s.make(await s.start(), finished('completed'), 1);
      assert.deepEqual(s.store.dispatch.stuck(10), []);
      const waitingFor = { kind: 'timer', name: 'nap', until: 7_000_000 } as const;
      const lost = await s.start();
      await s.make(lost, { type: 'run.waiting', reason: 'timer', waitingFor, wakeOn: [], runnableAt: null, seenInputSeq: SEEN_ALL }, 1);
      assert.deepEqual(ids(s.store.dispatch.stuck(10)), [lost.runId]);
    });
  });
}

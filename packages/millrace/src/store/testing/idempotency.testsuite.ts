import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refused, Scenario, WORKSPACE } from './scenario.ts';
import type { Setup } from './scenario.ts';

export function testIdempotency(setup: Setup): void {
  describe('an idempotency key', () => {
    const claim = { key: 'order-7', fingerprint: 'abc', expiresAt: 9_000_000 };

    test('makes one run, however often the request comes', async (context) => {
      const s = await Scenario.open(context, setup);
      const first = await s.queue({ idempotency: claim });
      const again = await s.journal.commit([s.queued({ idempotency: claim })]);
      assert.deepEqual(refused(again), { kind: 'idempotency_replay', runId: first.runId });
      assert.equal(s.store.runs.count(WORKSPACE, {}, 10), 1);
    });

    test('makes one run of two requests that arrive together', async (context) => {
      const s = await Scenario.open(context, setup);
      const results = await Promise.all([1, 2, 3].map(async () => s.journal.commit([s.queued({ idempotency: claim })])));
      assert.deepEqual(
        results.map(({ ok }) => ok),
        [true, false, false],
      );
      assert.equal(s.store.runs.count(WORKSPACE, {}, 10), 1);
    });

    test('makes one run of two requests in one commit, which is refused as a whole', async (context) => {
      const s = await Scenario.open(context, setup);
      const first = s.queued({ idempotency: claim });
      const result = await s.journal.commit([first, s.queued({ idempotency: claim })]);
      assert.deepEqual(refused(result), { kind: 'idempotency_replay', runId: first.runId });
      assert.equal(s.store.runs.count(WORKSPACE, {}, 10), 0);
    });

    test('does not stand for another request', async (context) => {
      const s = await Scenario.open(context, setup);
      const first = await s.queue({ idempotency: claim });
      const other = await s.journal.commit([s.queued({ idempotency: { ...claim, fingerprint: 'xyz' } })]);
      assert.deepEqual(refused(other), { kind: 'idempotency_mismatch', runId: first.runId });
    });

    test('is free again when it has expired', async (context) => {
      const s = await Scenario.open(context, setup);
      const short = { ...claim, expiresAt: s.time + 2 };
      await s.queue({ idempotency: short });
      await s.queue();
      await s.queue({ idempotency: { ...short, fingerprint: 'xyz', expiresAt: s.time + 100 } });
      assert.equal(s.store.runs.count(WORKSPACE, {}, 10), 3);
    });

    test('is another in another workspace', async (context) => {
      const s = await Scenario.open(context, setup);
      await s.queue({ idempotency: claim });
      await s.queue({ idempotency: claim, workspaceId: 'workspace-2' });
    });
  });
}

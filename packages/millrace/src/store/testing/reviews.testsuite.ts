import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeJson } from '../../domain/json-text.ts';
import type { Review } from '../store.ts';
import { finished, reviewDecided, reviewRequested } from './changes.ts';
import { accepted, refused, Scenario, WORKSPACE } from './scenario.ts';
import type { RunRef, Setup } from './scenario.ts';

async function requestReview(s: Scenario, ref: RunRef, reviewId: string): Promise<void> {
  await s.make(ref, reviewRequested(reviewId, `check ${reviewId}`, 8_000_000), 1);
}

function ids(reviews: readonly Review[]): readonly string[] {
  return reviews.map(({ id }) => id);
}

export function testReviews(setup: Setup): void {
  describe('a review', () => {
    test('is open with what a person needs to decide it', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start({ workflow: 'invoices' });
      await s.make(ref, reviewRequested('review-1', 'total', 8_000_000), 1);
      assert.deepEqual(s.store.reviews.get(WORKSPACE, 'review-1'), {
        id: 'review-1',
        workspaceId: WORKSPACE,
        runId: ref.runId,
        workflow: 'invoices',
        name: 'total',
        title: 'Check total',
        form: { type: 'object' },
        data: encodeJson({ total: 7 }),
        requestedAt: s.time,
        until: 8_000_000,
        state: { status: 'open' },
      });
      assert.equal(s.run(ref).reviews, 1);
    });

    test('is decided once, by whoever comes first', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      await requestReview(s, ref, 'review-1');
      const decide = async (value: number): Promise<boolean> =>
        (await s.journal.commit([s.commitOf(ref, reviewDecided('review-1', 'check review-1', value))])).ok;
      assert.deepEqual(await Promise.all([decide(1), decide(2), decide(3)]), [true, false, false]);
      const state = s.store.reviews.get(WORKSPACE, 'review-1')?.state;
      assert.ok(state?.status === 'decided');
      assert.deepEqual([state.decision, state.value, state.note, state.actor], ['edited', '1', 'Looks right.', 'key-1']);
      assert.deepEqual(await s.refuse(ref, reviewDecided('review-1', 'check review-1')), { kind: 'already_decided' });
    });

    test('cannot be decided twice in one commit', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      await requestReview(s, ref, 'review-1');
      const decision = reviewDecided('review-1', 'check review-1');
      assert.deepEqual(refused(await s.journal.commit([s.commitOf(ref, decision), s.commitOf(ref, decision)])), {
        kind: 'already_decided',
      });
    });

    test('cannot be decided on another run or when there is none', async (context) => {
      const s = await Scenario.open(context, setup);
      const [ref, other] = [await s.start(), await s.start()];
      await requestReview(s, ref, 'review-1');
      assert.deepEqual(await s.refuse(other, reviewDecided('review-1', 'check review-1')), { kind: 'not_found' });
      assert.deepEqual(await s.refuse(ref, reviewDecided('review-2', 'check review-2')), { kind: 'not_found' });
      assert.equal(s.store.reviews.get(WORKSPACE, 'review-2'), null);
    });

    test('is closed when its run goes on or ends without a decision', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      for (const reviewId of ['review-1', 'review-2']) await requestReview(s, ref, reviewId);
      const timedOut = {
        type: 'wait.completed',
        op: 'review:check review-1#1',
        name: 'check review-1',
        timedOut: true,
        signalSeq: null,
        payload: null,
      } as const;
      await s.make(ref, timedOut, 1);
      assert.deepEqual(s.store.reviews.get(WORKSPACE, 'review-1')?.state, { status: 'closed', closedAt: s.time });
      assert.equal(s.store.reviews.get(WORKSPACE, 'review-2')?.state.status, 'open');
      await s.make(ref, finished('failed'), 1);
      assert.deepEqual(s.store.reviews.get(WORKSPACE, 'review-2')?.state, { status: 'closed', closedAt: s.time });
      assert.equal((await s.journal.commit([s.commitOf(ref, reviewDecided('review-2', 'check review-2'))])).ok, false);
    });

    test('is closed by the end of its run in the commit that asked for it', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      accepted(await s.journal.commit([s.commitOf(ref, reviewRequested('review-1', 'x'), 1), s.commitOf(ref, finished('completed'), 1)]));
      assert.equal(s.store.reviews.get(WORKSPACE, 'review-1')?.state.status, 'closed');
    });
  });

  describe('a list of reviews', () => {
    test('is newest first, by status and by run, in pages', async (context) => {
      const s = await Scenario.open(context, setup);
      const [first, second] = [await s.start(), await s.start()];
      for (const [index, ref] of [first, second, first, second, first].entries()) await requestReview(s, ref, `review-${index}`);
      await s.make(first, reviewDecided('review-2', 'check review-2'));
      const list = (filter: Parameters<typeof s.store.reviews.list>[1], limit = 10, cursor: string | null = null): readonly string[] =>
        ids(s.store.reviews.list(WORKSPACE, filter, { limit, cursor }).data);
      assert.deepEqual(list({}), ['review-4', 'review-3', 'review-2', 'review-1', 'review-0']);
      assert.deepEqual(list({ status: 'open' }), ['review-4', 'review-3', 'review-1', 'review-0']);
      assert.deepEqual(list({ status: 'decided' }), ['review-2']);
      assert.deepEqual(list({ runId: first.runId }), ['review-4', 'review-2', 'review-0']);
      assert.deepEqual(list({ runId: first.runId, status: 'open' }), ['review-4', 'review-0']);
      assert.deepEqual(list({ runId: 'nobody' }), []);
      for (const filter of [{}, { runId: first.runId }]) {
        const page = s.store.reviews.list(WORKSPACE, filter, { limit: 2, cursor: null });
        assert.deepEqual([...ids(page.data), ...list(filter, 10, page.nextCursor)], list(filter));
        assert.equal(s.store.reviews.list(WORKSPACE, filter, { limit: 5, cursor: null }).nextCursor, null);
      }
    });
  });
}

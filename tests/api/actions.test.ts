import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  CancelAnswer,
  CancelTooLate,
  PauseAnswer,
  Review,
  ReviewList,
  Run,
  RunStatusView,
  StepList,
} from '../../packages/protocol/src/index.ts';
import { reviewOf, startApi, type Api } from './start-api.ts';

let api: Api;
before(async () => {
  api = await startApi();
});
after(async () => api.close());

const post = { method: 'POST' } as const;

describe('cancelling', () => {
  it('says done for a run that was not running', async () => {
    const { id } = await api.start('greet', { name: 'x' }, { delay: '1h' });
    const answer = await api.request(`/v1/runs/${id}:cancel`, post);
    assert.equal(answer.status, 200);
    const { outcome, run } = answer.as(CancelAnswer);
    assert.equal(outcome, 'cancelled');
    assert.equal(run.status, 'cancelled');
    assert.equal(run.status_reason, 'cancelled_by_user');
  });

  it('says requested for a run that is busy, which then ends', async () => {
    const { id } = await api.start('busy');
    await api.until(id, 'running');
    const answer = await api.request(`/v1/runs/${id}:cancel`, post);
    assert.equal(answer.status, 202);
    assert.equal(answer.as(CancelAnswer).outcome, 'requested');
    assert.equal((await api.until(id, 'cancelled')).finished, true);
  });

  it('says too late for a run that has ended, and shows how', async () => {
    const { id } = await api.finish('greet');
    const answer = await api.request(`/v1/runs/${id}:cancel`, post);
    assert.equal(answer.status, 409);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    const problem = answer.as(CancelTooLate);
    assert.equal(problem.outcome, 'too_late');
    assert.equal(problem.code, 'run_finished');
    assert.equal(problem.run.status, 'completed');
  });
});

describe('pausing and resuming', () => {
  it('keeps a waiting run from going on until it is resumed', async () => {
    const { id } = await api.start('wait-for-go');
    await api.until(id, 'waiting');
    const paused = await api.request(`/v1/runs/${id}:pause`, post);
    assert.equal(paused.status, 200);
    assert.equal(paused.as(PauseAnswer).run.status, 'paused');
    assert.equal((await api.request(`/v1/runs/${id}:pause`, post)).as(PauseAnswer).outcome, 'paused');
    await api.request(`/v1/runs/${id}/signals/go`, { body: { payload: 1 } });
    assert.equal((await api.request(`/v1/runs/${id}/status`)).as(RunStatusView).status, 'paused');
    assert.equal((await api.request(`/v1/runs/${id}:resume`, post)).status, 200);
    assert.deepEqual((await api.until(id, 'completed')).output, { before: 'ready', heard: 1 });
  });

  it('is refused for a run that has ended', async () => {
    const { id } = await api.finish('greet');
    for (const verb of ['pause', 'resume']) {
      const answer = await api.request(`/v1/runs/${id}:${verb}`, post);
      assert.equal(answer.status, 409, verb);
      assert.equal(answer.code(), 'run_finished');
    }
  });
});

describe('a signal', () => {
  it('is kept for a run that has not asked for it yet', async () => {
    const { id } = await api.start('wait-for-go', null, { delay: '50ms' });
    const answer = await api.request(`/v1/runs/${id}/signals/go`, { body: { payload: { n: [1] } } });
    assert.equal(answer.status, 202);
    assert.deepEqual((await api.until(id, 'completed')).output, { before: 'ready', heard: { n: [1] } });
  });

  it('is refused by a run that has ended, and by none', async () => {
    const { id } = await api.finish('greet');
    assert.equal((await api.request(`/v1/runs/${id}/signals/go`, { body: {} })).status, 409);
    assert.equal((await api.request('/v1/runs/nobody/signals/go', { body: {} })).status, 404);
  });
});

describe('doing work again', () => {
  it('retries a failed run as a new one of its line, which takes over what was done', async () => {
    const failed = await api.finish('fail-once');
    const answer = await api.request(`/v1/runs/${failed.id}:retry`, { body: {}, headers: { prefer: 'wait=30' } });
    assert.equal(answer.status, 200);
    const retried = answer.as(Run);
    assert.deepEqual(retried.output, { sum: 3 });
    assert.equal(retried.lineage.attempt, 2);
    assert.equal(retried.lineage.previous_run_id, failed.id);
    const steps = (await api.request(`/v1/runs/${retried.id}/steps`)).as(StepList).data;
    assert.equal(steps[0]?.copied_from, failed.id);
    const old = (await api.request(`/v1/runs/${failed.id}?expand=lineage`)).as(Run);
    assert.equal(old.lineage.next_run_id, retried.id);
  });

  it('retries once for one idempotency key', async () => {
    const failed = await api.finish('fail-once');
    const send = async () => api.request(`/v1/runs/${failed.id}:retry`, { body: {}, headers: { 'idempotency-key': 'retry-1' } });
    const first = await send();
    const again = await send();
    assert.equal(first.status, 202);
    assert.equal(again.text, first.text);
    assert.equal(again.headers.get('idempotent-replayed'), 'true');
  });

  it('reruns from a step, with another result or input', async () => {
    const { id } = await api.finish('fail-once');
    const overridden = await api.request(`/v1/runs/${id}:rerun`, {
      body: { outputs: { second: 40 }, from_step: 'second' },
      headers: { prefer: 'wait=30' },
    });
    assert.deepEqual(overridden.as(Run).output, { sum: 41 });
    assert.equal(overridden.as(Run).lineage.forked_from?.run_id, id);
    const greeted = await api.finish('greet', { name: 'A' });
    const other = await api.request(`/v1/runs/${greeted.id}:rerun`, { body: { input: { name: 'B' } }, headers: { prefer: 'wait=30' } });
    assert.deepEqual(other.as(Run).output, { greeting: 'Hello, B!' });
  });

  it('takes a body or none', async () => {
    const { id } = await api.finish('greet');
    assert.equal((await api.request(`/v1/runs/${id}:rerun`, post)).status, 202);
    const odd = await api.request(`/v1/runs/${id}:rerun`, { body: { from_step: 'nothing', colour: 'red' } });
    assert.equal(odd.status, 422);
    assert.equal(odd.pointers()[0], '/colour');
    assert.equal((await api.request(`/v1/runs/${id}:rerun`, { body: { from_step: 'nothing' } })).pointers()[0], '/from_step');
  });
});

describe('a review', () => {
  it('is found, read and decided once, and its run goes on with the decision', async () => {
    const { id } = await api.start('ask');
    const waiting = await api.until(id, 'waiting');
    const reviewId = reviewOf(waiting);
    const listed = (await api.request(`/v1/reviews?status=open&run=${id}`)).as(ReviewList);
    assert.deepEqual(
      listed.data.map((review) => review.id),
      [reviewId],
    );
    const review = (await api.request(`/v1/reviews/${reviewId}`)).as(Review);
    assert.deepEqual(review.data, { total: 12 });
    assert.equal(review.title, 'Is this right?');
    const body = { decision: 'edited', value: { total: 13 }, note: 'off by one' };
    const decided = await api.request(`/v1/reviews/${reviewId}:decide`, { body });
    assert.equal(decided.status, 200);
    assert.equal(decided.as(Review).status, 'decided');
    assert.deepEqual((await api.until(id, 'completed')).output, { decision: 'edited', value: { total: 13 }, note: 'off by one' });
    const again = await api.request(`/v1/reviews/${reviewId}:decide`, { body: { decision: 'approved' } });
    assert.equal(again.status, 409);
    assert.equal(again.code(), 'already_decided');
  });

  it('needs a value to be edited', async () => {
    const { id } = await api.start('ask');
    const reviewId = reviewOf(await api.until(id, 'waiting'));
    const answer = await api.request(`/v1/reviews/${reviewId}:decide`, { body: { decision: 'edited' } });
    assert.equal(answer.status, 422);
    assert.equal(answer.pointers()[0], '/value');
  });
});

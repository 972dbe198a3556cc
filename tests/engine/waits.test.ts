import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideReview } from '../../packages/millrace/src/commands/decide-review.ts';
import { sendSignal } from '../../packages/millrace/src/commands/send-signal.ts';
import { MillraceUnderTest } from './millrace-under-test.ts';

const under = await MillraceUnderTest.start();

const signal = (runId: string, name: string, payload: string): Promise<unknown> =>
  sendSignal(under.context, under.caller, { runId, name, payload });

test('a run waits for a signal without a place in memory and goes on with what was sent', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['step:a', 'wait:go', 'step:b'] });
  const waiting = await under.status(id, 'waiting');
  assert.equal(waiting.reason, 'signal');
  if (waiting.status !== 'waiting') throw new Error('It does not wait.');
  assert.deepEqual(waiting.waitingFor, { kind: 'signal', name: 'go', until: null });
  await signal(id, 'other', 'not this');
  await signal(id, 'go', 'now');
  assert.deepEqual(await under.output(id), { seen: ['a', 'now', 'b'] });
  assert.deepEqual(under.effects(log), ['a', 'b']);
});

test('signals that came before the wait count, in the order in which they came', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['stubborn:150', 'wait:go', 'wait:go'] });
  await under.status(id, 'running');
  await signal(id, 'go', 'first');
  await signal(id, 'go', 'second');
  assert.deepEqual(await under.output(id), { seen: ['stubborn', 'first', 'second'] });
});

test('a wait that is over by time gives null, and the run goes on', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['wait-briefly:never', 'step:after', 'sleep:10', 'step:last'] });
  assert.deepEqual(await under.output(id), { seen: [null, 'after', 'last'] });
  assert.deepEqual(under.effects(log), ['after', 'last']);
});

test('a signal that arrives at the moment of parking is never missed', async () => {
  const log = under.log();
  const ids = await Promise.all(Array.from({ length: 40 }, () => under.begin('effects', { log, plan: ['wait:go', 'wait:go', 'wait:go'] })));
  await Promise.all(
    ids.map(async (id) => {
      for (const word of ['1', '2', '3']) await signal(id, 'go', word);
    }),
  );
  for (const id of ids) assert.deepEqual(await under.output(id), { seen: ['1', '2', '3'] });
});

test('a review stops the run until a person has decided, once', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['review:check', 'step:after', 'sleep:10'] });
  const waiting = await under.status(id, 'waiting');
  if (waiting.status !== 'waiting' || waiting.waitingFor.kind !== 'review') throw new Error('It does not wait for a review.');
  const { reviewId } = waiting.waitingFor;
  const verdict = { reviewId, decision: 'edited', value: { shown: 'better' }, note: 'a typo' } as const;
  await decideReview(under.context, under.caller, verdict);
  await assert.rejects(decideReview(under.context, under.caller, { ...verdict, decision: 'rejected' }), { code: 'already_decided' });
  const decided = { decision: 'edited', value: { shown: 'better' }, note: 'a typo', by: 'tester' };
  assert.deepEqual(await under.output(id), { seen: [decided, 'after'] });
});

test('a review that nobody decides in time gives null and can no longer be decided', async () => {
  const log = under.log();
  const id = await under.begin('effects', { log, plan: ['review-briefly:check', 'sleep:10', 'step:after'] });
  assert.deepEqual(await under.output(id), { seen: [null, 'after'] });
  const [review] = under.context.store.reviews.list(under.millrace.workspaceId, { runId: id }, { limit: 10, cursor: null }).data;
  assert.equal(review?.state.status, 'closed');
  const verdict = { reviewId: review?.id ?? '', decision: 'approved', value: null, note: null } as const;
  await assert.rejects(decideReview(under.context, under.caller, verdict));
});

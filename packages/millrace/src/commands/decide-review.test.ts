import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeJson } from '../domain/json-text.ts';
import { LIMITS } from '../domain/limits.ts';
import { cancelRun } from './cancel-run.ts';
import { decideReview } from './decide-review.ts';
import { CALLER, commandWorld, fails, STRANGER } from './testing/command-world.ts';
import type { CommandWorld } from './testing/command-world.ts';

async function askedRun(world: CommandWorld): Promise<string> {
  const { id } = await world.start();
  await world.begin(id);
  const waitingFor = { kind: 'review', name: 'check', reviewId: 'r1', until: null } as const;
  await world.own(
    id,
    {
      type: 'review.requested',
      op: 'review:check#1',
      reviewId: 'r1',
      name: 'check',
      title: 'Check',
      until: null,
      form: null,
      payload: encodeJson({ n: 1 }),
    },
    { type: 'run.waiting', reason: 'review', waitingFor, wakeOn: ['review:r1'], runnableAt: null, seenInputSeq: 0 },
  );
  return id;
}

test('a decision is recorded with who made it, and wakes the run', async (t) => {
  const world = commandWorld(t);
  const id = await askedRun(world);
  const review = await decideReview(world.context, CALLER, { reviewId: 'r1', decision: 'edited', value: { n: 2 }, note: 'two' });
  assert.deepEqual(review.state, {
    status: 'decided',
    decision: 'edited',
    value: '{"n":2}',
    note: 'two',
    actor: 'key-1',
    decidedAt: world.clock.now,
  });
  const run = world.run(id);
  assert.ok(run.status === 'waiting' && run.runnableAt !== null);
});

test('a review is decided once, however many try', async (t) => {
  const world = commandWorld(t);
  await askedRun(world);
  const verdicts = Array.from({ length: 20 }, async () => decideReview(world.context, CALLER, { reviewId: 'r1', decision: 'approved' }));
  const settled = await Promise.allSettled(verdicts);
  assert.equal(settled.filter(({ status }) => status === 'fulfilled').length, 1);
  await fails(decideReview(world.context, CALLER, { reviewId: 'r1', decision: 'rejected' }), 'already_decided');
});

test('an edited review needs a value, and nothing may be too large', async (t) => {
  const world = commandWorld(t);
  await askedRun(world);
  const decide = async (more: object) => decideReview(world.context, CALLER, { reviewId: 'r1', decision: 'edited', ...more });
  await fails(decide({}), 'invalid_request', '/value');
  await fails(decide({ value: 'x'.repeat(LIMITS.resultBytes - 1) }), 'invalid_request', '/value');
  await fails(decide({ value: 1, note: 'x'.repeat(LIMITS.reviewNoteLength + 1) }), 'invalid_request', '/note');
  await decide({ value: 'x'.repeat(LIMITS.resultBytes - 2), note: 'x'.repeat(LIMITS.reviewNoteLength) });
});

test('a review whose run has ended is closed, and one of another workspace is unknown', async (t) => {
  const world = commandWorld(t);
  const id = await askedRun(world);
  await fails(decideReview(world.context, STRANGER, { reviewId: 'r1', decision: 'approved' }), 'not_found');
  await cancelRun(world.context, CALLER, id);
  await fails(decideReview(world.context, CALLER, { reviewId: 'r1', decision: 'approved' }), 'conflict');
});

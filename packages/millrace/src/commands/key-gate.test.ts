import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { KeyGate } from './key-gate.ts';
import { fails } from './testing/command-world.ts';

function gives<T>(value: T): () => Promise<T> {
  return async () => {
    await setImmediate();
    return value;
  };
}

async function fail(): Promise<string> {
  await setImmediate();
  throw new Error('no');
}

test('while work goes on under a key, the same key of the same workspace is turned away, and no other', async () => {
  const gate = new KeyGate();
  const work = Promise.withResolvers<string>();
  const first = gate.hold('w', 'k', async () => work.promise);
  const error = await fails(gate.hold('w', 'k', fail), 'idempotency_in_flight');
  assert.equal(error.retryAfterSeconds, 1);
  assert.equal(await gate.hold('w', 'k2', gives('other key')), 'other key');
  assert.equal(await gate.hold('w2', 'k', gives('other workspace')), 'other workspace');
  work.resolve('done');
  assert.equal(await first, 'done');
});

test('when the work is done the key lets any number through at once', async () => {
  const gate = new KeyGate();
  await gate.hold('w', 'k', gives('first'));
  const again = await Promise.all(Array.from({ length: 5 }, async () => gate.hold('w', 'k', gives('replay'))));
  assert.deepEqual(new Set(again), new Set(['replay']));
});

test('work that failed leaves its key as it was', async () => {
  const gate = new KeyGate();
  await assert.rejects(gate.hold('w', 'k', fail), /no/);
  const work = Promise.withResolvers<string>();
  const second = gate.hold('w', 'k', async () => work.promise);
  await fails(gate.hold('w', 'k', fail), 'idempotency_in_flight');
  work.resolve('done');
  await second;
});

test('a key that was forgotten among many goes one at a time again', async () => {
  const gate = new KeyGate();
  await gate.hold('w', 'old', gives(null));
  for (let count = 0; count < 10_000; count += 1) await gate.hold('w', `k${count}`, gives(null));
  const work = Promise.withResolvers<string>();
  const held = gate.hold('w', 'old', async () => work.promise);
  await fails(gate.hold('w', 'old', fail), 'idempotency_in_flight');
  work.resolve('done');
  await held;
});

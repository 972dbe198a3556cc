import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS } from './limits.ts';
import { checkUsage } from './usage.ts';
import type { UsageEntry } from './usage.ts';

const entry: UsageEntry = {
  provider: 'openai',
  meter: 'input_tokens',
  quantity: 1_200,
  costMicros: 240,
  currency: 'USD',
  credits: 0,
  step: 'write',
  attempt: 1,
};

function problemOf(change: Partial<UsageEntry>): string {
  const checked = checkUsage({ ...entry, ...change });
  return checked.ok ? '' : checked.problem;
}

test('a measurement with or without a cost, or with a refund, can be recorded', () => {
  for (const costMicros of [0, 240, -240]) {
    assert.deepEqual(checkUsage({ ...entry, costMicros }), { ok: true, value: { ...entry, costMicros } });
  }
});

test('a provider and a meter need a name of a bounded length', () => {
  assert.equal(problemOf({ provider: 'p'.repeat(LIMITS.nameLength) }), '');
  assert.match(problemOf({ provider: '' }), /provider is not valid\. The name is empty/);
  assert.match(problemOf({ meter: 'm'.repeat(LIMITS.nameLength + 1) }), /meter is not valid.*has 129 characters/);
});

test('a quantity is a number from 0 on', () => {
  assert.equal(problemOf({ quantity: 0.5 }), '');
  for (const quantity of [-1, Number.NaN, Number.POSITIVE_INFINITY]) assert.match(problemOf({ quantity }), /quantity/);
});

test('a cost is an exact integer', () => {
  for (const costMicros of [0.5, Number.NaN, 2 ** 53]) assert.match(problemOf({ costMicros }), /whole number of millionths/);
});

test('a currency is three capital letters', () => {
  for (const currency of ['usd', 'US', 'USDT', '__proto__']) assert.match(problemOf({ currency }), /three capital letters/);
});

test('credits are a whole number from 0 on, up to a limit', () => {
  for (const credits of [0, 7, LIMITS.credits]) assert.equal(problemOf({ credits }), '');
  for (const credits of [-1, 0.5, Number.NaN, LIMITS.credits + 1]) assert.match(problemOf({ credits }), /credits/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addCost, formatMicros, totalMicros, tryAddCost } from './cost.ts';
import { MillraceError } from './errors.ts';
import { LIMITS } from './limits.ts';
import type { CostTotals } from './usage.ts';

function cost(costMicros: number, provider = 'openai', currency = 'USD'): { currency: string; provider: string; costMicros: number } {
  return { currency, provider, costMicros };
}

function problemOf(totals: CostTotals, entry: ReturnType<typeof cost>): string {
  const added = tryAddCost(totals, entry);
  return added.ok ? '' : added.problem;
}

test('costs add up by currency and provider', () => {
  const totals = [cost(5), cost(7), cost(1, 'hunter'), cost(-2, 'hunter'), cost(3, 'deepl', 'EUR')].reduce<CostTotals>(addCost, {});
  assert.deepEqual(totals, { USD: { openai: 12, hunter: -1 }, EUR: { deepl: 3 } });
  assert.deepEqual(totalMicros(totals), { USD: 11, EUR: 3 });
  assert.deepEqual(totalMicros({}), {});
});

test('adding a cost leaves the totals before it as they were', () => {
  const before: CostTotals = { USD: { openai: 1 } };
  addCost(before, cost(1));
  assert.deepEqual(before, { USD: { openai: 1 } });
});

test('a cost that is not an exact integer is refused', () => {
  for (const wrong of [0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) assert.match(problemOf({}, cost(wrong)), /not a whole number/);
  assert.throws(
    () => addCost({}, cost(0.1)),
    (error) => MillraceError.is(error) && error.code === 'limit_exceeded',
  );
});

test('a total grows to the largest exact integer and not beyond it', () => {
  const nearly = addCost({}, cost(Number.MAX_SAFE_INTEGER - 1));
  assert.equal(problemOf(nearly, cost(1)), '');
  assert.match(problemOf(nearly, cost(2)), /beyond what can be added exactly/);
  assert.match(problemOf(nearly, cost(2, 'other provider')), /beyond what can be added exactly/);
  assert.equal(problemOf(nearly, cost(2, 'openai', 'EUR')), '');
});

test('a provider may be named like a member of every object', () => {
  const totals = ['__proto__', 'constructor', '__proto__'].reduce<CostTotals>((sum, provider) => addCost(sum, cost(1, provider)), {});
  assert.deepEqual(Object.entries(totals['USD'] ?? {}), [
    ['__proto__', 2],
    ['constructor', 1],
  ]);
});

test('providers beyond the limit are added up as other', () => {
  const providers = Array.from({ length: LIMITS.costProviders }, (_, index) => cost(1, `p${index}`));
  const full = providers.reduce<CostTotals>(addCost, {});
  assert.equal(Object.keys(full['USD'] ?? {}).length, LIMITS.costProviders);
  assert.equal(full['USD']?.['other'], undefined);
  const beyond = [cost(2, 'new'), cost(3, 'newer'), cost(4, 'p0')].reduce(addCost, full);
  assert.equal(beyond['USD']?.['other'], 5);
  assert.equal(beyond['USD']?.['p0'], 5);
});

test('a run has currencies up to the limit', () => {
  const currencies = Array.from({ length: LIMITS.costCurrencies }, (_, index) => `AA${String.fromCodePoint(65 + index)}`);
  const full = currencies.reduce<CostTotals>((sum, currency) => addCost(sum, cost(1, 'p', currency)), {});
  assert.equal(Object.keys(full).length, LIMITS.costCurrencies);
  assert.match(problemOf(full, cost(1, 'p', 'ZZZ')), /16 currencies; ZZZ would be one more/);
  assert.equal(problemOf(full, cost(1, 'p', 'AAA')), '');
});

test('amounts are shown exactly, with at least two places', () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, '0.00'],
    [-0, '0.00'],
    [1, '0.000001'],
    [-1, '-0.000001'],
    [1_500_000, '1.50'],
    [12_000_000, '12.00'],
    [1_230_000, '1.23'],
    [1_234_000, '1.234'],
    [-100, '-0.0001'],
    [Number.MAX_SAFE_INTEGER, '9007199254.740991'],
  ];
  for (const [micros, text] of cases) assert.equal(formatMicros(micros), text);
});

test('an amount that is not an exact integer is not shown as one', () => {
  assert.throws(() => formatMicros(0.5), RangeError);
  assert.throws(() => formatMicros(2 ** 53), RangeError);
});

test('the text of any amount reads back as the same amount', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (micros) => {
      const [whole = '', places = ''] = formatMicros(micros).split('.');
      assert.equal(BigInt(whole + places.padEnd(6, '0')), BigInt(micros));
    }),
  );
});

test('totals are the exact sum of the entries in any order', () => {
  const entry = fc.record({ currency: fc.constantFrom('USD', 'EUR'), provider: fc.string(), costMicros: fc.integer() });
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const totals = totalMicros(entries.reduce<CostTotals>(addCost, {}));
      for (const currency of ['USD', 'EUR']) {
        const sum = entries.filter((one) => one.currency === currency).reduce((all, one) => all + one.costMicros, 0);
        assert.equal(totals[currency] ?? 0, sum);
      }
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CreditTerms } from './credit-terms.ts';
import { ACCOUNTS, chargedCredits, ENTRY_KINDS, move, MOVES, NO_CREDITS, openingMoves, settle, type Balances } from './ledger.ts';

const amount = fc.integer({ min: 1, max: 1_000_000 });
const anyMove = fc.record({ kind: fc.constantFrom(...ENTRY_KINDS), amount });
const terms: fc.Arbitrary<CreditTerms> = fc.record({
  held: fc.integer({ min: 0, max: 1_000_000 }),
  prepaid: fc.boolean(),
  quoteId: fc.constant(null),
});
const used = fc.integer({ min: 0, max: 2_000_000 });

const sum = (balances: Balances): number => ACCOUNTS.reduce((total, account) => total + balances[account], 0);

test('every kind of entry takes from one account and gives to another', () => {
  assert.deepEqual(Object.keys(MOVES), [...ENTRY_KINDS]);
  for (const { from, to } of Object.values(MOVES)) assert.notEqual(from, to);
});

test('the accounts of a workspace add up to zero after any sequence of movements', () => {
  fc.assert(fc.property(fc.array(anyMove), (moves) => sum(moves.reduce(move, NO_CREDITS)) === 0));
});

test('a run that has ended leaves nothing held, has spent what it used, and never more than was put aside', () => {
  fc.assert(
    fc.property(terms, used, (of, credits) => {
      const before = { granted: -5_000_000, available: 5_000_000, held: 0, spent: 0 };
      const after = [...openingMoves(of), ...settle(of, credits)].reduce(move, before);
      const charged = Math.min(credits, of.held);
      assert.deepEqual(after, { ...before, available: before.available - charged, spent: charged });
      assert.equal(chargedCredits(of, credits), charged);
    }),
  );
});

test('amounts are above zero: what moves nothing is not written', () => {
  fc.assert(fc.property(terms, used, (of, credits) => [...openingMoves(of), ...settle(of, credits)].every((entry) => entry.amount > 0)));
});

test('a hold is captured and released, a charge is rebated', () => {
  const held = { held: 60, prepaid: false, quoteId: null };
  assert.deepEqual(openingMoves(held), [{ kind: 'hold', amount: 60 }]);
  assert.deepEqual(settle(held, 25), [
    { kind: 'capture', amount: 25 },
    { kind: 'release', amount: 35 },
  ]);
  const paid = { ...held, prepaid: true };
  assert.deepEqual(openingMoves(paid), [{ kind: 'charge', amount: 60 }]);
  assert.deepEqual(settle(paid, 25), [{ kind: 'rebate', amount: 35 }]);
  assert.deepEqual(settle(paid, 70), []);
});

test('a run without terms moves nothing, whatever it uses', () => {
  assert.deepEqual([openingMoves(null), settle(null, 7), chargedCredits(null, 7)], [[], [], 0]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS } from '../domain/limits.ts';
import { Quotas } from './quotas.ts';

test('a run may append so many rows at once, and have so many record sets', () => {
  const quotas = new Quotas();
  quotas.takeRecords('rows', LIMITS.recordsPerCall, false);
  assert.throws(() => quotas.takeRecords('rows', LIMITS.recordsPerCall + 1, false), { code: 'unrecordable_value' });
  for (let count = 2; count <= LIMITS.recordSetsPerRun; count++) quotas.takeRecords(`set ${count}`, 1, false);
  assert.throws(() => quotas.takeRecords('one more', 1, false), { code: 'unrecordable_value' });
});

test('the rows of one set all have an outcome, or none has', () => {
  const quotas = new Quotas();
  quotas.takeRecords('judged', 0, false);
  quotas.takeRecords('judged', 2, true);
  quotas.takeRecords('judged', 0, false);
  quotas.takeRecords('judged', 2, true);
  assert.throws(() => quotas.takeRecords('judged', 1, false), { code: 'unrecordable_value' });
  quotas.takeRecords('plain', 1, false);
  assert.throws(() => quotas.takeRecords('plain', 1, true), { code: 'unrecordable_value' });
});

test('what the journal holds counts like what is appended now', () => {
  const quotas = new Quotas();
  const outcomes = [{ outcome: 'failed', reason: null }] as const;
  quotas.count({ type: 'records.appended', op: 'records:judged#1:1', name: 'judged', count: 1, outcomes, payload: null });
  // An older release wrote no outcomes.
  quotas.count({ type: 'records.appended', op: 'records:plain#1:1', name: 'plain', count: 1, payload: null });
  quotas.takeRecords('judged', 1, true);
  quotas.takeRecords('plain', 1, false);
  assert.throws(() => quotas.takeRecords('plain', 1, true), { code: 'unrecordable_value' });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRunChangeType } from './change-types.ts';

test('the names of changes are known', () => {
  for (const name of ['run.queued', 'records.appended']) assert.equal(isRunChangeType(name), true);
});

test('a name from a later version, or of a member of every object, is not one', () => {
  for (const name of ['run.teleported', '', 'toString', '__proto__']) assert.equal(isRunChangeType(name), false);
});

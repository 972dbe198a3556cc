import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Places } from './places.ts';

const run = (runId: string, concurrencyKey: string | null = null, workspaceId = 'w') => ({
  workspaceId,
  runId,
  workflow: 'work',
  concurrencyKey,
});

test('a workflow is full when its limit is reached, and has room again when a run gives its place back', () => {
  const places = new Places(() => ({ limit: 2, perKey: null }));
  places.take(run('a'));
  assert.equal(places.fullFor(run('b')), null);
  places.take(run('b'));
  const full = places.fullFor(run('c'));
  assert.notEqual(full, null);
  assert.deepEqual(places.release(run('a')), [full]);
  assert.equal(places.fullFor(run('c')), null);
});

test('taking or giving back twice changes nothing, so no place can leak', () => {
  const places = new Places(() => ({ limit: 1, perKey: null }));
  places.take(run('a'));
  places.take(run('a'));
  places.release(run('a'));
  assert.equal(places.fullFor(run('b')), null);
  places.take(run('b'));
  places.release(run('a'));
  assert.notEqual(places.fullFor(run('c')), null);
});

test('a limit by key counts each key of each workspace apart', () => {
  const places = new Places(() => ({ limit: null, perKey: 1 }));
  places.take(run('a', 'x'));
  assert.notEqual(places.fullFor(run('b', 'x')), null);
  assert.equal(places.fullFor(run('b', 'y')), null);
  assert.equal(places.fullFor(run('b', 'x', 'other')), null);
  assert.equal(places.fullFor(run('b')), null);
});

test('a workflow without limits is never full', () => {
  const places = new Places(() => null);
  for (let n = 0; n < 100; n++) places.take(run(`r${n}`, 'key'));
  assert.equal(places.fullFor(run('next', 'key')), null);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS } from '../domain/limits.ts';
import { recordUpload } from './record-upload.ts';
import { startRun } from './start-run.ts';
import { CALLER, commandWorld, fails, STRANGER } from './testing/command-world.ts';

const FILE = { path: 'people.csv', mediaType: 'text/csv', sizeBytes: 3, sha256: 'ab'.repeat(32), storageKey: 'k1' };

const byText = (a: string, b: string): number => a.localeCompare(b);

test('a started run is durable, queued, and has what was asked for', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1', manifest: { timeoutMs: 60, stages: [{ name: 's', title: 'S', weight: 1 }] } });
  const asked = { workflow: 'hello', input: { a: 1 }, tags: ['x'], metadata: { m: 1 }, priority: 5, concurrencyKey: 'k' };
  const { run, replayed } = await startRun(world.context, CALLER, asked);
  assert.equal(replayed, false);
  assert.deepEqual(world.run(run.id), run);
  assert.deepEqual([run.status, run.seq, run.runNumber, run.version, run.timeoutMs], ['queued', 1, 1, '1', 60]);
  assert.deepEqual([run.tags, run.metadata, run.priority, run.concurrencyKey], [['x'], { m: 1 }, 5, 'k']);
  assert.deepEqual(run.trigger, { type: 'api', actor: 'key-1', requestId: 'req-1' });
  assert.equal(world.context.store.runs.input(CALLER.workspaceId, run.id), '{"a":1}');
  assert.equal(run.stages[0]?.name, 's');
});

test('a run without a version takes the newest, and a named one takes that', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1' });
  await world.load('hello', { version: '2' });
  const { run } = await startRun(world.context, CALLER, { workflow: 'hello' });
  assert.equal(run.version, '2');
  assert.equal((await startRun(world.context, CALLER, { workflow: 'hello@2' })).run.version, '2');
  await fails(startRun(world.context, CALLER, { workflow: 'hello@1' }), 'workflow_unavailable');
});

test('an unknown workflow or version is a fault at its place and stores nothing', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1' });
  for (const workflow of ['nobody', 'hello@9', 'Not A Name', '']) {
    await fails(startRun(world.context, CALLER, { workflow }), 'invalid_request', '/workflow');
  }
  assert.equal(world.context.store.runs.count(CALLER.workspaceId, {}, 10), 0);
});

test('an input that does not fit the schema is told with pointers into the request', async (t) => {
  const world = commandWorld(t);
  await world.load('picky', {
    version: '1',
    check: () => [
      { pointer: '/limit', message: 'must be a number' },
      { pointer: '', message: 'no' },
    ],
  });
  await fails(startRun(world.context, CALLER, { workflow: 'picky', input: {} }), 'invalid_input', '/input/limit', '/input');
});

test('a start without an input takes the sample, or null when there is none', async (t) => {
  const world = commandWorld(t);
  await world.load('sampled', { version: '1', sample: { n: 7 } });
  await world.load('bare', { version: '1' });
  const input = async (workflow: string, given?: null): Promise<string | null> => {
    const { run } = await startRun(world.context, CALLER, { workflow, input: given });
    return world.context.store.runs.input(CALLER.workspaceId, run.id);
  };
  assert.equal(await input('sampled'), '{"n":7}');
  assert.equal(await input('sampled', null), 'null');
  assert.equal(await input('bare'), 'null');
});

test('an input is accepted at its limit and refused one byte beyond it', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1' });
  await startRun(world.context, CALLER, { workflow: 'hello', input: 'x'.repeat(LIMITS.inputBytes - 2) });
  await fails(startRun(world.context, CALLER, { workflow: 'hello', input: 'x'.repeat(LIMITS.inputBytes - 1) }), 'limit_exceeded', '/input');
});

test('the files that an input names become input artifacts of the run', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1' });
  const one = await recordUpload(world.context, CALLER, FILE);
  const two = await recordUpload(world.context, CALLER, { ...FILE, storageKey: 'k2' });
  const input = { a: { $file: one.id }, b: { $file: two.id }, again: { $file: one.id } };
  const { run } = await startRun(world.context, CALLER, { workflow: 'hello', input });
  const artifacts = world.context.store.artifacts.list(CALLER.workspaceId, run.id);
  assert.deepEqual(
    artifacts.map(({ id, role, storageKey }) => `${id} ${role} ${storageKey}`).toSorted(byText),
    [`${one.id} input k1`, `${two.id} input k2`].toSorted(byText),
  );
  assert.equal(new Set(artifacts.map(({ path }) => path)).size, 2);
});

test('an upload that is unknown, expired, of another workspace or no id at all is a fault at its place', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1' });
  const foreign = await recordUpload(world.context, STRANGER, FILE);
  const old = await recordUpload(world.context, CALLER, FILE);
  world.clock.now = old.expiresAt;
  const input = { unknown: { $file: 'x' }, foreign: { $file: foreign.id }, old: { $file: old.id }, odd: { $file: 5 } };
  const pointers = ['/input/unknown/$file', '/input/foreign/$file', '/input/old/$file', '/input/odd/$file'];
  await fails(startRun(world.context, CALLER, { workflow: 'hello', input }), 'invalid_request', ...pointers);
  world.clock.now -= 1;
  await startRun(world.context, CALLER, { workflow: 'hello', input: { $file: old.id } });
});

test('the same request with the same key gives the run as it was first, however far it has come', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1' });
  const request = { workflow: 'hello', input: { a: 1, b: 2 }, idempotencyKey: 'k' };
  const first = await startRun(world.context, CALLER, request);
  await world.begin(first.run.id);
  await world.load('hello', { version: '2' });
  const second = await startRun(world.context, CALLER, { ...request, input: { b: 2, a: 1 } });
  assert.equal(second.replayed, true);
  assert.deepEqual(second.run, first.run);
  assert.equal(world.context.store.runs.count(CALLER.workspaceId, {}, 10), 1);
});

test('a key that stands for another request is refused, in another workspace it is free', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1' });
  const request = { workflow: 'hello', input: 1, idempotencyKey: 'k' };
  await startRun(world.context, CALLER, request);
  for (const other of [{ input: 2 }, { tags: ['x'] }, { workflow: 'hello@1' }, { delayMs: 5 }, { input: undefined }]) {
    await fails(startRun(world.context, CALLER, { ...request, ...other }), 'idempotency_mismatch');
  }
  assert.equal((await startRun(world.context, STRANGER, request)).replayed, false);
});

test('a key is free again when it has been kept for its time', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1' });
  const request = { workflow: 'hello', idempotencyKey: 'k' };
  const first = await startRun(world.context, CALLER, request);
  world.clock.now += LIMITS.idempotencyKeepMs - 1;
  assert.equal((await startRun(world.context, CALLER, request)).run.id, first.run.id);
  world.clock.now += 1;
  assert.notEqual((await startRun(world.context, CALLER, request)).run.id, first.run.id);
});

test('of many requests with one key at once, one starts a run and the others are told that it is being handled', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1', check: () => [] });
  const gate = Promise.withResolvers<null>();
  world.definitions.judging = gate.promise;
  const request = { workflow: 'hello', input: {}, idempotencyKey: 'k' };
  const first = startRun(world.context, CALLER, request);
  await Promise.all(Array.from({ length: 50 }, async () => fails(startRun(world.context, CALLER, request), 'idempotency_in_flight')));
  gate.resolve(null);
  const { run } = await first;
  const later = await Promise.all(Array.from({ length: 50 }, async () => startRun(world.context, CALLER, request)));
  for (const replay of later) assert.equal(replay.run.id, run.id);
  assert.equal(world.context.store.runs.count(CALLER.workspaceId, {}, 10), 1);
});

test('a key is accepted at its limit and refused beyond it', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1' });
  const start = async (idempotencyKey: string) => startRun(world.context, CALLER, { workflow: 'hello', idempotencyKey });
  await start('k'.repeat(LIMITS.idempotencyKeyLength));
  await fails(start('k'.repeat(LIMITS.idempotencyKeyLength + 1)), 'invalid_parameter', 'header:Idempotency-Key');
  await fails(start(''), 'invalid_parameter', 'header:Idempotency-Key');
});

test('a request that failed leaves its key free', async (t) => {
  const world = commandWorld(t);
  await world.load('hello', { version: '1' });
  await fails(startRun(world.context, CALLER, { workflow: 'nobody', idempotencyKey: 'k' }), 'invalid_request', '/workflow');
  assert.equal((await startRun(world.context, CALLER, { workflow: 'hello', idempotencyKey: 'k' })).replayed, false);
});

test('options beyond their limits are told all together', async (t) => {
  const world = commandWorld(t);
  await fails(startRun(world.context, CALLER, { workflow: 'hello', priority: 9999, ttlMs: 0 }), 'invalid_request', '/priority', '/ttl');
});

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { cannotFault, FaultyServer } from './faulty-server.ts';

/*
 * The clock of a real server is set by an hour while everything waits that can wait for time. What is promised: a time
 * that is part of what was recorded (the end of a sleep, the time of a retry, of a start, of an expiry) is a time on the
 * wall clock; what lasts within one process (the time-out of a step, the grace after a cancel, a long poll) is measured
 * by a clock that nobody sets. Nothing happens twice either way.
 */
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

function effects(log: string, runId: string): readonly string[] {
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  return lines.filter((line) => line.startsWith(runId)).map((line) => line.slice(runId.length + 1));
}

test('a clock that is set forward makes what is due happen once, and ends nothing that lasts', { skip: cannotFault }, async () => {
  const faulty = await FaultyServer.start();
  const log = join(faulty.dataFolder, 'effects');
  const gate = join(faulty.dataFolder, 'gate');
  const begin = async (kind: string, ms: number, more = {}): Promise<string> => faulty.begin('timed', { log, kind, ms, gate }, more);
  const [soon, late, delayed, retried, beside, lasting, limited] = [
    await begin('sleep', 30 * MINUTE_MS),
    await begin('sleep', 2 * HOUR_MS),
    await begin('sleep', 0, { delay: '30m' }),
    await begin('retry', 30 * MINUTE_MS),
    await begin('beside', 30 * MINUTE_MS),
    await begin('gate', 10 * MINUTE_MS),
    await begin('deaf', 0, { timeout: '10m' }),
  ];
  const start = { workflow: 'timed', input: { log, kind: 'file' } };
  const first = await faulty.ask('POST', '/v1/runs', start, { 'idempotency-key': 'once' });
  const file = String(first.body['id']);
  await faulty.ended(file);
  const short = await faulty.ask('POST', '/v1/quotes', { ...start, ttl: '30m' });
  const long = await faulty.ask('POST', '/v1/quotes', { ...start, ttl: '2h' });
  const links = (await faulty.ask('GET', `/v1/runs/${file}/artifacts`)).body['data'];
  for (const id of [soon, late, retried]) await faulty.until(id, ({ status }) => status === 'waiting');
  for (const id of [beside, lasting, limited]) await faulty.until(id, ({ status }) => status === 'running');

  faulty.set('clockAheadMs', HOUR_MS);

  for (const id of [soon, delayed, retried]) assert.equal((await faulty.ended(id))['status'], 'completed', id);
  for (let tries = 0; tries < 200 && effects(log, beside).length === 0; tries++) await pause(50);
  assert.deepEqual(effects(log, beside), ['woke'], 'a run that works beside its sleep looks at the clock again');
  assert.equal((await faulty.run(late))['status'], 'waiting');
  // When the end of a time-out has been seen, all of them have been looked at.
  const brief = await faulty.ended(await begin('deaf', 0, { timeout: '1s' }));
  assert.equal(brief['status_reason'], 'run_timeout');
  for (const id of [lasting, limited]) assert.equal((await faulty.run(id))['status'], 'running', 'it has lasted a moment and not an hour');
  const again = await faulty.ask('POST', '/v1/runs', start, { 'idempotency-key': 'once' });
  assert.equal(again.body['id'], file, 'a key is kept for days');
  const spent = await faulty.ask('POST', '/v1/runs', { ...start, quote: short.body['token'] });
  assert.deepEqual([spent.status, spent.body['code']], [403, 'quote_invalid']);
  const paid = await faulty.ask('POST', '/v1/runs', { ...start, quote: long.body['token'] });
  assert.equal(paid.status, 202);
  assert.equal(await linkStatus(faulty, links), 403, 'the link was for less than an hour');

  faulty.set('clockAheadMs', 0);
  writeFileSync(gate, '');
  for (const id of [beside, lasting, limited]) assert.equal((await faulty.ended(id))['status'], 'completed', id);
  await faulty.ended(await begin('sleep', 50));
  const counted = [soon, delayed, beside].map((id) => effects(log, id));
  assert.deepEqual(counted, [['woke'], ['woke'], ['woke']]);
  assert.deepEqual(effects(log, retried), ['attempt 1', 'attempt 2']);
  assert.deepEqual(effects(log, late), []);
});

test('a clock that is set back makes what waits for a time wait for it, and keeps nothing else', { skip: cannotFault }, async () => {
  const faulty = await FaultyServer.start();
  const log = join(faulty.dataFolder, 'effects');
  const begin = async (kind: string, ms: number, more = {}): Promise<string> =>
    faulty.begin('timed', { log, kind, ms, gate: join(faulty.dataFolder, 'gate') }, more);
  const [sleeps, hangs, retries, limited] = [
    await begin('sleep', 1500),
    await begin('hang', 1500),
    await begin('retry', 900),
    await begin('deaf', 0, { timeout: '3s' }),
  ];
  await faulty.until(sleeps, ({ status }) => status === 'waiting');
  for (const id of [hangs, retries, limited]) await faulty.until(id, ({ status }) => status === 'running');

  faulty.set('clockAheadMs', -HOUR_MS);

  const fresh = await begin('sleep', 100);
  const poll = await faulty.ask('GET', `/v1/runs/${sleeps}/status?wait=1`);
  assert.deepEqual([poll.status, poll.body['status']], [200, 'waiting'], 'a long poll ends');
  const timedOut = await faulty.ended(hangs);
  assert.deepEqual([timedOut['status'], errorCode(timedOut)], ['failed', 'step_timeout']);
  assert.equal((await faulty.ended(retries))['status'], 'completed', 'a short delay before a retry is spent in memory');
  const over = await faulty.ended(limited);
  assert.deepEqual([over['status'], over['status_reason']], ['failed', 'run_timeout']);
  assert.equal((await faulty.ended(fresh))['status'], 'completed', 'what begins after the change is not touched by it');
  assert.equal((await faulty.run(sleeps))['status'], 'waiting', 'its time has not come again');
  assert.deepEqual(effects(log, sleeps), []);

  faulty.set('clockAheadMs', 0);
  await faulty.ended(await begin('sleep', 0));
  assert.equal((await faulty.ended(sleeps))['status'], 'completed');
  assert.deepEqual(effects(log, sleeps), ['woke']);
  assert.deepEqual(effects(log, retries), ['attempt 1', 'attempt 2']);
});

async function linkStatus(faulty: FaultyServer, artifacts: unknown): Promise<number> {
  const artifact: unknown = Array.isArray(artifacts) ? artifacts[0] : null;
  const url = typeof artifact === 'object' && artifact !== null && 'signed_url' in artifact ? String(artifact.signed_url) : '';
  const response = await fetch(new URL(url, faulty.address.url));
  await response.arrayBuffer();
  return response.status;
}

function errorCode({ error }: { readonly error?: unknown }): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
}

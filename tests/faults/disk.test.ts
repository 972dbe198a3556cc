import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { cannotFault, FaultyServer } from './faulty-server.ts';

const SLOW_SYNC_MS = 2_000;

test('one failed fsync ends the process, nothing is acknowledged after it, and the next life is whole', { skip: cannotFault }, async () => {
  const faulty = await FaultyServer.start();
  const sleeping = await faulty.begin('timed', { log: join(faulty.dataFolder, 'effects'), kind: 'sleep', ms: 600_000 });
  await faulty.until(sleeping, ({ status }) => status === 'waiting');
  const acknowledged = await faulty.begin('fine', null);
  await faulty.ended(acknowledged);

  faulty.set('syncFailures', 1);
  const starts = Array.from({ length: 20 }, async (_, index) =>
    faulty.ask('POST', '/v1/runs', { workflow: 'fine', input: null }, { 'idempotency-key': `s${index}` }).catch(() => null),
  );
  const answers = await Promise.all(starts);
  const { code, signal } = await faulty.server.ended;
  assert.equal(faulty.get('syncsHit'), 1, 'SQLite would go on after it: the process must not');
  assert.ok(code !== 0 && signal === null, 'it stops by itself, and not as if all were well');
  assert.deepEqual(
    answers.filter((answer) => answer !== null && answer.status < 300),
    [],
  );

  await faulty.restart();
  assert.equal((await faulty.run(sleeping))['status'], 'waiting');
  assert.equal((await faulty.run(acknowledged))['status'], 'completed');
  for (let index = 0; index < starts.length; index++) {
    const { status, body } = await faulty.ask('POST', '/v1/runs', { workflow: 'fine', input: null }, { 'idempotency-key': `s${index}` });
    assert.ok(status === 202 || status === 200, `${status}`);
    assert.equal((await faulty.ended(String(body['id'])))['status'], 'completed');
  }
});

test('while an fsync takes two seconds, starts wait for it and polls do not', { skip: cannotFault }, async (t) => {
  const faulty = await FaultyServer.start();
  const run = await faulty.begin('timed', { log: join(faulty.dataFolder, 'effects'), kind: 'sleep', ms: 600_000 });
  await faulty.until(run, ({ status }) => status === 'waiting');
  const poll = async (): Promise<number> => {
    const begun = performance.now();
    assert.equal((await faulty.ask('GET', `/v1/runs/${run}/status`)).status, 200);
    return performance.now() - begun;
  };
  const usual: number[] = [];
  for (let count = 0; count < 300; count++) usual.push(await poll());

  faulty.set('syncDelayMs', SLOW_SYNC_MS);
  const begun = performance.now();
  const answered = new AbortController();
  const start = faulty.begin('fine', null).then((id) => {
    answered.abort();
    return { id, ms: performance.now() - begun };
  });
  const slow: number[] = [];
  while (!answered.signal.aborted) slow.push(await poll());
  faulty.set('syncDelayMs', 0);
  const { id, ms } = await start;
  assert.ok(ms >= SLOW_SYNC_MS, `a start was acknowledged after ${ms} ms, before its fsync`);
  const [before, meanwhile] = [p99(usual), p99(slow)];
  t.diagnostic(
    `polls while an fsync takes ${SLOW_SYNC_MS} ms: ${slow.length}, p99 ${meanwhile.toFixed(1)} ms, ${(meanwhile / before).toFixed(1)} times the usual ${before.toFixed(1)} ms`,
  );
  assert.ok(slow.length > 20, `only ${slow.length} polls were answered while an fsync was under way`);
  assert.equal((await faulty.ended(id))['status'], 'completed');
});

function p99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
}

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { answersBeforeSync, countLogSyncs } from './fsync-record.ts';
import type { Recorded } from './fsync-record.ts';
import { cannotRecord, startMarked, startRecorded, startTogether } from './recorded-server.ts';

/* These tests count fsyncs of the real server, because a setting can say one thing and the library do another. */

/** From the first start on: what the server does while it boots is not counted. */
function sinceFirstStart(recorded: readonly Recorded[]): readonly Recorded[] {
  const first = recorded.findIndex(({ kind }) => kind === 'written');
  const begun = recorded.findLastIndex((fact, index) => index < first && fact.kind === 'sync');
  return recorded.slice(begun + 1);
}

test(
  'starts that come one after the other cost one fsync each, and none is answered before its fsync',
  { skip: cannotRecord },
  async (t) => {
    const starts = 200;
    const { address, record } = await startRecorded(t);
    for (let marker = 0; marker < starts; marker++) assert.equal(await startMarked(address, marker), 202);
    const recorded = sinceFirstStart(record());
    const { commits, checkpoints } = countLogSyncs(recorded);
    t.diagnostic(`${starts} starts: ${commits} fsyncs of commits, ${checkpoints} of checkpoints`);
    assert.equal(recorded.filter(({ kind }) => kind === 'answered').length, starts);
    assert.deepEqual(answersBeforeSync(recorded), []);
    assert.equal(commits, starts);
  },
);

test('starts that come together share fsyncs, and still none is answered before its own', { skip: cannotRecord }, async (t) => {
  const [clients, each] = [64, 16];
  const starts = clients * each;
  const { address, record } = await startRecorded(t);
  const statuses = await startTogether(address, clients, each);
  assert.deepEqual(new Set(statuses), new Set([202]));
  const recorded = sinceFirstStart(record());
  const { commits } = countLogSyncs(recorded);
  t.diagnostic(`${starts} starts from ${clients} clients: ${commits} fsyncs of commits`);
  assert.equal(recorded.filter(({ kind }) => kind === 'answered').length, starts);
  assert.deepEqual(answersBeforeSync(recorded), []);
  assert.ok(commits < starts / 4, `${commits} fsyncs for ${starts} starts`);
});

test('a server whose fsync fails acknowledges nothing more and stops', { skip: cannotRecord }, async (t) => {
  const { server, address, failFile, record } = await startRecorded(t);
  assert.equal(await startMarked(address, 1), 202);
  writeFileSync(failFile, '');
  const outcome = await startMarked(address, 2).catch(() => 'no answer');
  const { code, signal } = await server.ended;
  assert.notEqual(outcome, 202);
  assert.notEqual(code, 0, 'a server that lost its disk must not end as if all were well');
  assert.equal(signal, null, 'it must stop by itself');
  assert.deepEqual(
    record().flatMap((fact) => (fact.kind === 'answered' ? [fact.marker] : [])),
    [1],
  );
});

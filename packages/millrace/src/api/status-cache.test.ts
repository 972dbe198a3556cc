import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firstOfItsLine } from '../domain/new-run.ts';
import { queueRun } from '../domain/queue-run.ts';
import type { Run } from '../domain/run.ts';
import { StatusCache } from './status-cache.ts';

function runAt(id: string, seq: number): Run {
  const run = {
    id,
    workspaceId: 'w',
    workflow: 'a',
    version: '1',
    createdAt: 0,
    startAt: null,
    expiresAt: null,
    timeoutMs: null,
    priority: 0,
    concurrencyKey: null,
    tags: [],
    metadata: {},
    trigger: { type: 'api', actor: null, requestId: null },
    lineage: firstOfItsLine(id),
    example: null,
    credits: null,
  } as const;
  return { ...queueRun({ type: 'run.queued', run, stages: [], idempotency: null, payload: null }, 1, 0), seq };
}

/** A cache over runs that the test moves on by hand. */
function setup(capacity: number): { cache: StatusCache; seqs: Map<string, number>; reads: string[] } {
  const seqs = new Map<string, number>();
  const reads: string[] = [];
  const read = (workspaceId: string, runId: string): Run | null => {
    reads.push(runId);
    const seq = seqs.get(workspaceId + runId);
    return seq === undefined ? null : runAt(runId, seq);
  };
  return { cache: new StatusCache(read, capacity), seqs, reads };
}

describe('the cache of statuses', () => {
  it('reads a run once until it has changed', () => {
    const { cache, seqs, reads } = setup(10);
    seqs.set('wr1', 1);
    assert.equal(cache.get('w', 'r1')?.tag, '"1"');
    assert.equal(cache.get('w', 'r1')?.tag, '"1"');
    seqs.set('wr1', 2);
    cache.noticed('w', 'r1', 2);
    assert.equal(cache.get('w', 'r1')?.tag, '"2"');
    assert.deepEqual(reads, ['r1', 'r1']);
  });

  it('keeps what is newer than what it is told of', () => {
    const { cache, seqs, reads } = setup(10);
    seqs.set('wr1', 5);
    cache.get('w', 'r1');
    cache.noticed('w', 'r1', 5);
    cache.noticed('w', 'r1', 4);
    cache.noticed('x', 'r1', 9);
    assert.equal(cache.get('w', 'r1')?.seq, 5);
    assert.equal(reads.length, 1);
  });

  it('keeps workspaces apart and remembers nothing that is not there', () => {
    const { cache, seqs, reads } = setup(10);
    seqs.set('wr1', 1);
    cache.get('w', 'r1');
    assert.equal(cache.get('x', 'r1'), null);
    assert.equal(cache.get('x', 'r1'), null);
    assert.equal(reads.length, 3);
  });

  it('holds no more than it may, and lets go first of what nobody asked for again', () => {
    const { cache, seqs, reads } = setup(3);
    for (const id of ['r1', 'r2', 'r3', 'r4']) seqs.set(`w${id}`, 1);
    for (const id of ['r1', 'r2', 'r3']) cache.get('w', id);
    cache.get('w', 'r1');
    cache.get('w', 'r4');
    reads.length = 0;
    for (const id of ['r1', 'r3', 'r4']) cache.get('w', id);
    assert.deepEqual(reads, []);
    cache.get('w', 'r2');
    assert.deepEqual(reads, ['r2']);
  });

  it('still finds room when everything was asked for again', () => {
    const { cache, seqs } = setup(2);
    for (const id of ['r1', 'r2', 'r3']) seqs.set(`w${id}`, 1);
    for (const id of ['r1', 'r2', 'r1', 'r2', 'r3']) assert.ok(cache.get('w', id) !== null);
  });
});

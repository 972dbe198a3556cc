import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import type { CommittedRun } from '../journal/journal.ts';
import type { Dialect, Poll } from './dialect.ts';
import { cachedPoll, PollCache } from './poll-cache.ts';

function journalUnderTest(): {
  onCommitted: (listener: Listener) => () => void;
  commit: (runId: string) => void;
  listeners: Set<Listener>;
} {
  const listeners = new Set<Listener>();
  const committed = { workspaceId: 'w', runNumber: 1, seq: 2, status: 'running', workflow: 'a', version: '1', priority: 0 } as const;
  const more = { concurrencyKey: null, runnableAt: null, deadlineAt: null, claimEpoch: 1, crashes: 0, inputSeq: 0 } as const;
  const rest = { cancelReason: null, pauseRequested: false, parentRunId: null, children: 0 } as const;
  return {
    listeners,
    onCommitted: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    commit: (runId) => {
      for (const listener of listeners) listener([{ ...committed, ...more, ...rest, runId }]);
    },
  };
}

type Listener = (committed: readonly CommittedRun[]) => void;

const poll: Poll = { path: '/runs/{run_id}', policy: 'runs:read', encode: () => null };
const presentError: Dialect['presentError'] = () => ({ kind: 'text', status: 500, text: null, headers: {} });
const dialect: Dialect = { name: 'd', title: 'D', declaration: z.unknown(), routes: [], polls: [poll], gaps: [], presentError };
const answer = cachedPoll({ text: '{}' }, { poll, dialect });
const [r1, r2, r3] = [
  { workspaceId: 'w', id: 'r1' },
  { workspaceId: 'w', id: 'r2' },
  { workspaceId: 'w', id: 'r3' },
] as const;

test('an answer is kept until its run changes', () => {
  const journal = journalUnderTest();
  const cache = new PollCache(journal, 10);
  cache.put(r1, 'w a /r1', answer);
  cache.put(r1, 'w b /r1', answer);
  cache.put(r2, 'w a /r2', answer);
  journal.commit('r1');
  assert.deepEqual([cache.get('w a /r1', 0), cache.get('w b /r1', 0)], [null, null]);
  assert.equal(cache.get('w a /r2', 0), answer);
  assert.equal(cache.get('w b /r2', 0), null);
  assert.equal(cache.commits(), 1);
});

test('an answer whose links run out is made anew in time', () => {
  const cache = new PollCache(journalUnderTest(), 10);
  cache.put(r1, 'a', cachedPoll({ text: '{}', staleAt: 1000 }, { poll, dialect }));
  assert.notEqual(cache.get('a', 999), null);
  assert.equal(cache.get('a', 1000), null);
});

test('an answer that says that it no longer holds is made anew', () => {
  const cache = new PollCache(journalUnderTest(), 10);
  let holds = true;
  cache.put(r1, 'a', cachedPoll({ text: '{}', isCurrent: () => holds }, { poll, dialect }));
  assert.notEqual(cache.get('a', 0), null);
  holds = false;
  assert.equal(cache.get('a', 0), null);
});

test('the oldest run goes when there are too many, and a run is kept in a few ways only', () => {
  const cache = new PollCache(journalUnderTest(), 2);
  for (const run of [r1, r2, r3]) cache.put(run, run.id, answer);
  assert.equal(cache.get('r1', 0), null);
  assert.equal(cache.get('r3', 0), answer);
  for (let way = 0; way < 100; way += 1) cache.put(r3, `way ${way}`, answer);
  const kept = Array.from({ length: 100 }, (_, way) => cache.get(`way ${way}`, 0)).filter((found) => found !== null);
  assert.equal(kept.length, 7);
});

test('a closed cache no longer follows the journal', () => {
  const journal = journalUnderTest();
  new PollCache(journal, 2).close();
  assert.equal(journal.listeners.size, 0);
});

test('commits are counted also while nothing is kept', () => {
  const journal = journalUnderTest();
  const cache = new PollCache(journal, 10);
  const before = cache.commits();
  journal.commit('r1');
  assert.equal(cache.commits(), before + 1);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommittedRun } from '../journal/journal.ts';
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

const answer = cachedPoll({ text: '{}' }, 1);

test('an answer is kept until its run changes', () => {
  const journal = journalUnderTest();
  const cache = new PollCache(journal, 10);
  cache.put('w', 'r1', 'a', answer);
  cache.put('w', 'r2', 'a', answer);
  journal.commit('r1');
  assert.equal(cache.get('w', 'r1', 'a', 0), null);
  assert.equal(cache.get('w', 'r2', 'a', 0), answer);
  assert.equal(cache.get('w', 'r2', 'another way', 0), null);
});

test('an answer whose links run out is made anew in time', () => {
  const cache = new PollCache(journalUnderTest(), 10);
  cache.put('w', 'r', 'a', cachedPoll({ text: '{}', staleAt: 1000 }, 1));
  assert.notEqual(cache.get('w', 'r', 'a', 999), null);
  assert.equal(cache.get('w', 'r', 'a', 1000), null);
});

test('the oldest run goes when there are too many, and a run is kept in a few ways only', () => {
  const cache = new PollCache(journalUnderTest(), 2);
  for (const run of ['r1', 'r2', 'r3']) cache.put('w', run, 'a', answer);
  assert.equal(cache.get('w', 'r1', 'a', 0), null);
  assert.equal(cache.get('w', 'r3', 'a', 0), answer);
  for (let way = 0; way < 100; way += 1) cache.put('w', 'r3', `way ${way}`, answer);
  const kept = Array.from({ length: 100 }, (_, way) => cache.get('w', 'r3', `way ${way}`, 0)).filter((found) => found !== null);
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

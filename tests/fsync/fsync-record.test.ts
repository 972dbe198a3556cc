import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersBeforeSync, countLogSyncs } from './fsync-record.ts';
import type { Recorded } from './fsync-record.ts';

function write(at: bigint, what: 'frames' | 'header' = 'frames'): Recorded {
  return { kind: 'log-write', at, what };
}

function sync(at: bigint, until: bigint, isLog = true): Recorded {
  return { kind: 'sync', at, until, isLog };
}

function mark(kind: 'written' | 'answered', at: bigint, marker = 7): Recorded {
  return { kind, at, marker };
}

test('a sync after frames is a commit, one after a header or nothing is not, and other files do not count', () => {
  const recorded = [
    write(1n, 'header'),
    sync(2n, 3n),
    write(4n),
    sync(5n, 6n),
    sync(7n, 8n),
    sync(9n, 10n, false),
    write(11n),
    sync(12n, 13n),
  ];
  assert.deepEqual(countLogSyncs(recorded), { commits: 2, checkpoints: 2 });
});

test('an answer is early unless a sync of the log began after its write and ended before it', () => {
  assert.deepEqual(answersBeforeSync([mark('written', 1n), sync(2n, 3n), mark('answered', 4n)]), []);
  assert.deepEqual(answersBeforeSync([mark('written', 2n), sync(1n, 3n), mark('answered', 4n)]), [7]);
  assert.deepEqual(answersBeforeSync([mark('written', 1n), sync(2n, 5n), mark('answered', 4n)]), [7]);
  assert.deepEqual(answersBeforeSync([mark('written', 1n), sync(2n, 3n, false), mark('answered', 4n)]), [7]);
  assert.deepEqual(answersBeforeSync([sync(2n, 3n), mark('answered', 4n)]), [7]);
});

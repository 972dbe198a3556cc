import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../domain/change.ts';
import { trustJsonText } from '../domain/json-text.ts';
import { committedRun } from './committed-run.ts';
import { queuedRun } from '../domain/testing/sample-run.ts';
import { readCommits, readCommittedRuns, readMoved, readTaken, writeCommit, writeCommittedRun, type WireValue } from './wire.ts';

const run = { kind: 'run', workspaceId: 'w', runId: 'r', at: 5 } as const;
const step = {
  type: 'step.completed',
  op: 'step:a#1',
  name: 'a',
  attempt: 1,
  stage: null,
  startedAt: 3,
  copiedFrom: null,
  payload: trustJsonText('[1]'),
} as const;

test('commits come out of a message as they went in, with the data that will be stored', () => {
  const values: WireValue[] = [];
  const first: readonly Change[] = [
    { ...run, epoch: 2, change: step },
    { ...run, epoch: null, change: { type: 'run.pause-requested', actor: 'me' } },
  ];
  const key = { id: 'k', name: 'n', secretHash: 'h', scopes: ['runs:read'], expiresAt: null };
  const second: readonly Change[] = [{ kind: 'catalog', at: 7, change: { type: 'api-key.created', workspaceId: 'w', key } }];
  writeCommit(values, 1, first);
  writeCommit(values, 2, []);
  writeCommit(values, 3, second);
  const [a, b, c] = readCommits(values);
  assert.equal(a?.id, 1);
  assert.deepEqual(a?.changes[0], {
    ...first[0],
    data: '{"op":"step:a#1","startedAt":3}',
  });
  assert.deepEqual(a?.changes[1], {
    ...run,
    epoch: null,
    data: '{"actor":"me"}',
    change: { type: 'run.pause-requested', actor: 'me', payload: null },
  });
  assert.deepEqual(b, { id: 2, changes: [] });
  assert.deepEqual(c, { id: 3, changes: second });
});

test('what must hold at a start travels with it', () => {
  const values: WireValue[] = [];
  const guards = [{ kind: 'live-runs', workflow: null, max: 2 }] as const;
  writeCommit(values, 1, [{ ...run, epoch: null, change: { type: 'run.pause-requested', actor: null }, guards }]);
  assert.deepEqual(readCommits(values)[0]?.changes, [
    { ...run, epoch: null, data: '{"actor":null}', change: { type: 'run.pause-requested', actor: null, payload: null }, guards },
  ]);
});

test('a message that is out of step is refused and not guessed at', () => {
  const values: WireValue[] = [];
  writeCommit(values, 1, [{ ...run, epoch: 2, change: step }]);
  assert.throws(() => readCommits(values.slice(1)), /out of step/);
  assert.throws(() => readCommits(values.map((value) => (value === 'step.completed' ? 'step.invented' : value))), /step\.invented/);
});

test('runs that only moved are told as id and seq', () => {
  assert.deepEqual(
    [...readMoved(['a', 1, 'b', 2])],
    [
      ['a', 1],
      ['b', 2],
    ],
  );
});

test('where runs stand comes out of a message as it went in', () => {
  const plain = committedRun(queuedRun());
  const other = {
    ...plain,
    status: 'running',
    concurrencyKey: 'k',
    runnableAt: null,
    deadlineAt: 9,
    cancelReason: 'cancelled_by_parent',
    pauseRequested: true,
    parentRunId: 'p',
  } as const;
  const values: WireValue[] = [];
  for (const each of [plain, other]) writeCommittedRun(values, each);
  assert.deepEqual(readCommittedRuns(values), [plain, other]);
  assert.throws(() => readCommittedRuns(values.map((value) => (value === 'running' ? 'flying' : value))), /out of step/);
});

test('commits that were taken name the places of their runs', () => {
  assert.deepEqual(
    [...readTaken([7, 2, 0, 3, 8, 0])],
    [
      { id: 7, places: [0, 3] },
      { id: 8, places: [] },
    ],
  );
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { foldChange } from '../../domain/apply-change.ts';
import type { RunChange } from '../../domain/change.ts';
import { encodeJson, trustJsonText } from '../../domain/json-text.ts';
import { queueRun } from '../../domain/queue-run.ts';
import type { Run, RunState } from '../../domain/run.ts';
import { isTerminal } from '../../domain/run-status.ts';
import type { StoredEvent } from '../store.ts';
import { finished, progress, signal, STARTED, stepCompleted, usage, waitForSignal } from '../testing/changes.ts';
import { foldTail, rowToRun, runToRow, runToStateRow } from './run-rows.ts';

const QUEUED = queueRun(
  {
    type: 'run.queued',
    run: {
      id: 'run-1',
      workspaceId: 'workspace-1',
      workflow: 'import',
      version: 'v1',
      createdAt: 1_000,
      startAt: 2_000,
      expiresAt: 9_000,
      timeoutMs: 60_000,
      priority: 3,
      concurrencyKey: 'acme',
      tags: ['a', 'b'],
      metadata: { nested: { list: [1, null, 'é'] } },
      trigger: { type: 'retry', actor: 'key-1', requestId: 'request-1' },
      lineage: { attempt: 2, previousRunId: 'run-0', forkedFrom: null, parentRunId: 'run-p', rootRunId: 'run-p', depth: 1, batchId: null },
      example: { id: 'ex-1', name: 'A plain one' },
      credits: { held: 40, prepaid: false, quoteId: null },
    },
    stages: [{ name: 'load', title: 'Load', weight: 2 }],
    idempotency: null,
    payload: encodeJson({}),
  },
  17,
  1_000,
);

const waitingFor = { kind: 'signal', name: 'go', until: 5_000 } as const;

const STATES: readonly RunState[] = [
  { status: 'queued', reason: 'ready', runnableAt: 1_000 },
  { status: 'running', reason: 'executing' },
  { status: 'waiting', reason: 'signal', waitingFor, wakeOn: ['signal:go'], runnableAt: 5_000 },
  { status: 'waiting', reason: 'quarantined', waitingFor: { kind: 'attention', name: 'quarantined' }, wakeOn: [], runnableAt: null },
  { status: 'paused', reason: 'operator', resumesTo: { status: 'queued', runnableAt: 1_000 } },
  {
    status: 'paused',
    reason: 'operator',
    resumesTo: { status: 'waiting', reason: 'signal', waitingFor, wakeOn: ['signal:go'], runnableAt: null },
  },
  { status: 'completed', reason: 'finished', finishedAt: 8_000 },
  {
    status: 'failed',
    reason: 'step_failed',
    finishedAt: 8_000,
    error: { code: 'x', message: 'y', step: 'load', attempt: 3, stack: 'at z' },
  },
  { status: 'cancelled', reason: 'cancelled_by_parent', finishedAt: 8_000 },
];

function withState(state: RunState): Run {
  const { runnableAt: _, ...base } = { runnableAt: null, ...QUEUED };
  const history = {
    crashes: 2,
    claimEpoch: 4,
    seq: 40,
    costs: { USD: { acme: 12 } },
    artifacts: 3,
    reviews: 1,
    cancelReason: 'cancelled_by_user',
    finishedSeq: isTerminal(state.status) ? 40 : null,
  } as const;
  return { ...base, ...history, ...state };
}

describe('the row of a run', () => {
  test('gives back the run, whatever its status', () => {
    for (const state of STATES) {
      const run = withState(state);
      assert.deepEqual(rowToRun({ ...runToRow(run), run_key: 1 }), run, state.status);
    }
  });

  test('that an earlier release wrote with every field in full gives back the same run', () => {
    for (const state of STATES) {
      const run = withState(state);
      const row = runToRow(run);
      const full = { ...row, identity: JSON.stringify({ ...QUEUED }), state: JSON.stringify(run), run_key: 1 };
      assert.deepEqual(rowToRun(full), run, state.status);
      assert.ok(row.state.length < full.state.length);
    }
  });

  test('holds little for a run that has nothing special', () => {
    const { priority: _p, concurrencyKey: _c, ...plain } = QUEUED;
    const lineage = { attempt: 1, previousRunId: null, forkedFrom: null, parentRunId: null, rootRunId: QUEUED.id, depth: 0, batchId: null };
    const none = { startAt: null, expiresAt: null, timeoutMs: null, priority: 0, concurrencyKey: null, example: null, credits: null };
    const trigger = { type: 'api', actor: null, requestId: null } as const;
    const run: Run = { ...plain, ...none, lineage, trigger, tags: [], metadata: {}, stages: [] };
    const row = runToRow(run);
    assert.equal(row.identity, '{"trigger":{"type":"api"}}');
    assert.equal(row.state, '{"status":"queued","reason":"delayed","runnableAt":2000,"statusAt":1000}');
    assert.deepEqual(rowToRun({ ...row, run_key: 1 }), run);
  });

  test('has a time to be taken at only while the run is queued or waits', () => {
    const times = STATES.map((state) => [state.status, runToRow(withState(state)).runnable_at]);
    assert.deepEqual(times, [
      ['queued', 1_000],
      ['running', null],
      ['waiting', 5_000],
      ['waiting', null],
      ['paused', null],
      ['paused', null],
      ['completed', null],
      ['failed', null],
      ['cancelled', null],
    ]);
  });

  test('names the kind of wait while the run waits', () => {
    assert.deepEqual(
      STATES.map((state) => runToRow(withState(state)).waiting_for).filter((kind) => kind !== null),
      ['signal', 'attention'],
    );
  });

  test('has no deadline once the run has ended', () => {
    for (const state of STATES) {
      const { deadline_at: deadline } = runToRow({ ...withState(state), startedAt: 3_000 });
      assert.equal(deadline, isTerminal(state.status) ? null : 63_000, state.status);
    }
  });

  test('names the run before it, be it retried or rerun', () => {
    assert.equal(runToRow(QUEUED).previous_run_id, 'run-0');
    const forked = { ...QUEUED, lineage: { ...QUEUED.lineage, previousRunId: null, forkedFrom: { runId: 'run-f', step: null } } };
    assert.equal(runToRow(forked).previous_run_id, 'run-f');
  });

  test('changes in nothing but the columns that an update writes', () => {
    const before = runToRow(QUEUED);
    const after = runToRow(foldChange(QUEUED, STARTED, 3_000));
    const changed = new Set(Object.keys(runToStateRow(QUEUED)));
    for (const [column, value] of Object.entries(before)) {
      if (!changed.has(column)) assert.equal(Object.entries(after).find(([name]) => name === column)?.[1], value, column);
    }
  });

  test('with its tail gives the same run as the row that was written last', () => {
    const changes: readonly RunChange[] = [
      STARTED,
      stepCompleted('a'),
      usage(5),
      progress(40),
      waitForSignal('go'),
      signal('go'),
      STARTED,
      usage(7),
      finished('completed', 1),
    ];
    const runs = changes.reduce<readonly Run[]>(
      (all, change, index) => [...all, foldChange(all.at(-1) ?? QUEUED, change, 3_000 + index)],
      [QUEUED],
    );
    const events = changes.map((change, index): StoredEvent => ({
      seq: index + 2,
      at: 3_000 + index,
      type: change.type,
      data: dataOf(change),
    }));
    for (const [behind, run] of runs.entries()) {
      const read = foldTail(rowToRun({ ...runToRow(run), run_key: 1 }), events.slice(behind));
      assert.deepEqual(read, runs.at(-1), `${behind} events in the row`);
    }
  });

  test('that an older release wrote is the same run, with nothing in the place of what did not exist then', () => {
    const later = new Set(['example', 'credits', 'creditsUsed', 'finishedSeq', 'evaluation', 'verdict', 'deleted']);
    const older = (text: string): string => JSON.stringify(JSON.parse(text, (key, value: unknown) => (later.has(key) ? undefined : value)));
    const run = { ...foldChange(foldChange(QUEUED, STARTED, 3_000), finished('completed', 1), 4_000), example: null, credits: null };
    const row = runToRow(run);
    const read = rowToRun({ ...row, identity: older(row.identity), state: older(row.state), run_key: 1 });
    assert.deepEqual(read, run);
  });

  test('that is not a run is refused, naming the column', () => {
    assert.throws(() => rowToRun({ ...runToRow(QUEUED), state: '[]' }), /column state/);
    assert.throws(() => rowToRun({ ...runToRow(QUEUED), identity: 'null' }), /column identity/);
    assert.throws(() => rowToRun({ ...runToRow(QUEUED), seq: 'x' }), /Column seq should be a number and is string/);
  });
});

function dataOf(change: RunChange): StoredEvent['data'] {
  return trustJsonText(JSON.stringify({ ...change, type: undefined, payload: undefined }));
}

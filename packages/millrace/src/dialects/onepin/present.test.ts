import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import type { Run } from '../../domain/run.ts';
import { after, finish, OWNER, pausedRun, QUEUED_AT, queuedRun, runningRun, waitingRun } from '../../domain/testing/sample-run.ts';
import { presentListItem, presentProgress, presentRun, presentStatus, type RunFacts } from './present.ts';

const seed = z
  .object({ running: z.object({ data: z.looseObject({ id: z.string(), workflow_id: z.string() }) }) })
  .parse(JSON.parse(readFileSync(new URL('./fixtures/seed.json', import.meta.url), 'utf8'))).running.data;

const user = { user_id: 'd290f1ee-6c54-4b01-90e6-d701748f0851', user_name: 'jane.doe@example.com' };

function factsOf(run: Run, different: Partial<RunFacts> = {}): RunFacts {
  return { run, workflowId: 'w-1', totalNodes: 3, usage: {}, hasExport: false, triggeredBy: user, ...different };
}

test('the document of the page comes out of a run that is like it', () => {
  const [created, started, updated] = ['2024-04-20T14:20:00Z', '2024-04-20T14:22:00Z', '2024-04-20T14:25:00Z'].map((time) =>
    Date.parse(time),
  );
  const run: Run = {
    ...runningRun(),
    id: seed.id,
    runNumber: 42,
    createdAt: created ?? 0,
    startedAt: started ?? 0,
    updatedAt: updated ?? 0,
    creditsUsed: 350,
    progress: { percent: 37, message: null, unitsDone: 45, unitsTotal: 120 },
  };
  const usage = { cpu_seconds: 12.5, memory_mb: 256, api_calls: 8 };
  const facts = factsOf(run, { workflowId: seed.workflow_id, totalNodes: 15, usage, hasExport: true });
  assert.deepEqual(presentStatus(facts), seed);
  assert.deepEqual(Object.keys(presentStatus(facts)), Object.keys(seed));
});

test('each status of a run is one of the six words', () => {
  const again = after(runningRun(), { type: 'run.recovered', crashed: false }, OWNER);
  const over = (['completed', 'failed', 'cancelled'] as const).map((status) => after(runningRun(), finish(status), OWNER));
  const runs = [queuedRun(), runningRun(), waitingRun(), again, pausedRun(), ...over];
  assert.deepEqual(
    runs.map((run) => presentStatus(factsOf(run)).status),
    ['pending', 'running', 'running', 'running', 'paused', 'completed', 'failed', 'cancelled'],
  );
});

test('a run that is to pause is running, and the status says so only then', () => {
  assert.ok(!('paused_at' in presentStatus(factsOf(runningRun()))));
  const pausing = after(runningRun(), { type: 'run.pause-requested', actor: null }, null, QUEUED_AT + 1_000);
  const { status, pause_requested_at: asked, paused_at: at } = presentStatus(factsOf(pausing));
  assert.deepEqual([status, asked, at], ['running', '1970-01-01T00:00:02Z', null]);
  const paused = presentStatus(factsOf(pausedRun()));
  assert.deepEqual([paused.status, paused.pause_requested_at, paused.paused_at], ['paused', null, '1970-01-01T00:00:01Z']);
  const { pause_requested_at: none, paused_at: never } = presentRun(factsOf(runningRun()));
  assert.deepEqual([none, never], [null, null]);
});

test('a failure is its message, and every end has a time', () => {
  const error = { code: 'step_failed', message: 'No voice.', step: 'generator', attempt: 1, stack: null };
  const failed = after(runningRun(), { type: 'run.finished', status: 'failed', reason: 'step_failed', error, payload: null }, OWNER, 3_000);
  const shown = presentStatus(factsOf(failed));
  assert.deepEqual([shown.error, shown.completed_at], ['No voice.', '1970-01-01T00:00:03Z']);
  const cancelled = presentStatus(factsOf(after(queuedRun(), finish('cancelled'), null, 4_000)));
  assert.deepEqual([cancelled.error, cancelled.started_at, cancelled.completed_at], [null, null, '1970-01-01T00:00:04Z']);
});

test('progress is what the run counts, or else its steps, at least one for each node', () => {
  const counting: Run = { ...runningRun(), progress: { percent: 10, message: null, unitsDone: 2.5, unitsTotal: 9 } };
  assert.deepEqual(presentProgress(counting, 4), { total_nodes: 4, total_steps: 9, finished_steps: 2 });
  const stepping: Run = { ...runningRun(), steps: { completed: 2, failed: 0, attempts: 2 } };
  assert.deepEqual(presentProgress(stepping, 4), { total_nodes: 4, total_steps: 4, finished_steps: 2 });
  assert.deepEqual(presentProgress({ ...stepping, steps: { completed: 6, failed: 1, attempts: 9 } }, 4).total_steps, 7);
  const done: Run = { ...after(runningRun(), finish('completed'), OWNER), steps: { completed: 2, failed: 0, attempts: 2 } };
  assert.deepEqual(presentProgress(done, 4), { total_nodes: 4, total_steps: 2, finished_steps: 2 });
});

test('credits are what is charged, and the token cost is what was used', () => {
  const run: Run = { ...runningRun({ credits: { held: 10, prepaid: false, quoteId: null } }), creditsUsed: 12 };
  const { credits, token_cost: cost } = presentRun(factsOf(run));
  assert.deepEqual([credits, cost, presentListItem(factsOf(run)).credits], [10, 12, 10]);
});

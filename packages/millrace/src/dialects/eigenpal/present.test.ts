import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { encodeJson } from '../../domain/json-text.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import { parseManifest } from '../../domain/manifest.ts';
import type { Run } from '../../domain/run.ts';
import { after, finish, OWNER, pausedRun, queuedRun, QUEUED_AT, runningRun, waitingRun } from '../../domain/testing/sample-run.ts';
import type { StoredArtifact } from '../../store/store.ts';
import type { Automation } from './automations.ts';
import { Declaration, type EigenpalDeclaration } from './declaration.ts';
import { presentDebug } from './present-debug.ts';
import { presentInput } from './present-input.ts';
import { presentUsage } from './present-usage.ts';
import { presentExecution, presentListItem, presentSourceDetail, presentSteady, type RunFacts } from './present.ts';
import { presentStatus } from './statuses.ts';

const END = QUEUED_AT + 1_234;
const error = { code: 'step_failed', message: 'The paper is torn.', step: 'read', attempt: 1, stack: null };
const finished = (status: 'completed' | 'failed' | 'cancelled', reason: Run['reason']): Run =>
  after(runningRun(), { type: 'run.finished', status, reason, error: status === 'failed' ? error : null, payload: null }, OWNER, END);
const completed = finished('completed', 'finished');
const failed = finished('failed', 'step_failed');
const cancelled = finished('cancelled', 'cancelled_by_user');

function automation(declared: EigenpalDeclaration = {}): Automation {
  const manifest = parseManifest(encodeJson({ outputSchema: { type: 'object' } }));
  const stored = { name: 'work', version: 'v1', title: 'Work', description: '', manifest: encodeJson({}), registeredAt: 0 };
  const declaration = Declaration.parse(declared);
  return { workflow: { stored, manifest, declaration }, id: 'wf_1', type: declaration.type, slug: declaration.slug ?? 'work' };
}

function facts(run: Run, declared: EigenpalDeclaration = {}): RunFacts {
  const current = { version: 'v2', isLoaded: true };
  return { run, automation: automation(declared), versionId: 'wfv_1', sampleRank: 0.5, by: null, retryNumber: 0, next: null, current };
}

const artifact = (path: string, role: StoredArtifact['role'], step: string | null = null): StoredArtifact => ({
  id: path,
  runId: 'run-1',
  path,
  role,
  step,
  mediaType: 'text/plain',
  sizeBytes: 3,
  sha256: '',
  storageKey: '',
  createdAt: END,
});

const results = {
  output: { total: 3 },
  artifacts: [artifact('input/a.pdf', 'input'), artifact('out.txt', 'output', 'write'), artifact('expected/out.txt', 'expected')],
};

const Page = z.object({ response: z.record(z.string(), z.array(z.string())) });
const documented = Page.parse(JSON.parse(readFileSync(new URL('./fixtures/get-run.json', import.meta.url), 'utf8'))).response;
const keys = (value: Json | undefined): readonly string[] => Object.keys(z.record(z.string(), z.unknown()).parse(value)).toSorted();
const page = (...names: readonly string[]): readonly string[] => names.flatMap((name) => documented[name] ?? []).toSorted();

const whole = (run: Run): JsonObject => ({
  ...presentSteady(facts(run), results),
  source: presentSourceDetail(facts(run), null),
  execution: presentExecution(facts(run)),
});

test('each status of a run is one of the words', () => {
  const runs = [queuedRun({ startAt: QUEUED_AT + 9 }), queuedRun(), pausedRun(), runningRun(), waitingRun(), completed, failed, cancelled];
  assert.deepEqual(runs.map(presentStatus), ['created', 'pending', 'waiting', 'running', 'waiting', 'completed', 'failed', 'cancelled']);
});

test('a run has the members of the page: those of a terminal one as soon as it has ended', () => {
  for (const run of [queuedRun(), runningRun(), waitingRun(), pausedRun()]) assert.deepEqual(keys(whole(run)), page('always'));
  for (const run of [completed, failed, cancelled]) assert.deepEqual(keys(whole(run)), page('always', 'whenTerminal'));
  const example = queuedRun({ example: { id: 'x', name: 'X' } });
  assert.deepEqual(keys(whole(example)), page('always', 'whenScored'));
  for (const name of ['timing', 'source', 'trigger', 'execution']) assert.deepEqual(keys(whole(completed)[name]), page(name));
  assert.deepEqual(keys(whole(example)['eval']), page('eval'));
  assert.deepEqual(keys(presentUsage(completed, [])), page('usage'));
  assert.deepEqual(keys(presentDebug(completed)), page('debug'));
  assert.deepEqual(keys(presentInput(completed, {}, [])), page('input'));
});

test('a completed run has its output and files, any other one has none', () => {
  const shown = presentSteady(facts(completed), results);
  assert.deepEqual(shown['output'], { total: 3 });
  assert.deepEqual(shown['files'], [
    { name: 'a.pdf', role: 'input', path: 'input/a.pdf', contentType: 'text/plain', size: 3 },
    { name: 'out.txt', role: 'output', path: 'out.txt', stepName: 'write', contentType: 'text/plain', size: 3 },
  ]);
  const torn = presentSteady(facts(failed), results);
  assert.deepEqual([torn['output'], torn['files'], torn['error']], [null, [], 'The paper is torn.']);
  assert.deepEqual([shown['error'], presentSteady(facts(cancelled), results)['error']], [null, 'The run was cancelled.']);
});

const outputOf = (output: Json | undefined, declared: EigenpalDeclaration): unknown =>
  presentSteady(facts(completed, declared), { output, artifacts: [] })['output'];

test('an output is what the declaration makes of it, and always an object', () => {
  assert.deepEqual(outputOf({ total: 3 }, { output: { sum: { $from: '/output/total' } } }), { sum: 3 });
  assert.deepEqual(outputOf([1, 2], {}), { value: [1, 2] });
  assert.deepEqual(outputOf(null, {}), { value: null });
  assert.equal(outputOf(undefined, {}), null, 'it was deleted');
});

test('times are milliseconds in UTC, and durations go from the start to the end', () => {
  assert.deepEqual(presentSteady(facts(completed), results)['timing'], {
    createdAt: '1970-01-01T00:00:01.000Z',
    startedAt: '1970-01-01T00:00:01.100Z',
    completedAt: '1970-01-01T00:00:02.234Z',
    durationMs: 1_134,
    cancelRequestedAt: null,
  });
});

test('agents have a slug, a model and git facts; workflows have version ids', () => {
  const workflow = presentSourceDetail(facts(completed), null);
  assert.deepEqual([workflow['slug'], workflow['model'], workflow['git'], workflow['versionId']], [null, null, null, 'wfv_1']);
  const declared = { type: 'agent', slug: 'clerk', model: { $from: '/output/model' } } as const;
  const agent = presentSourceDetail(facts(completed, declared), { model: 'small-one' });
  assert.deepEqual([agent['slug'], agent['model'], agent['versionId']], ['clerk', 'small-one', null]);
  assert.deepEqual(keys(agent['git']), page('git'));
  assert.deepEqual([agent['version'], agent['currentVersion']], ['v1', 'v2']);
});

const validity = (run: Run): unknown => presentExecution(facts(run))['schemaValid'];

test('the schema was kept by what completed, and broken by what failed because of it', () => {
  const misfit = finished('failed', 'invalid_output');
  assert.deepEqual([completed, failed, misfit, cancelled, runningRun()].map(validity), [true, null, false, null, null]);
});

test('a rerun is in the same chain as a retry', () => {
  const lineage = { ...queuedRun().lineage, forkedFrom: { runId: '019d678b-c737-713f-b6b2-ed713064874d', step: null } };
  const rerun = { ...facts(queuedRun({ lineage })), retryNumber: 2, next: { id: 'exec_9', status: 'running' } as const };
  assert.deepEqual(presentExecution(rerun)['retry'], {
    number: 2,
    previousRunId: 'exec_019d678bc737713fb6b2ed713064874d',
    nextRun: { id: 'exec_9', status: 'running' },
  });
});

test('a row of the list is a run without results', () => {
  assert.deepEqual(keys(presentListItem(facts(completed))), page('always'));
});

test('usage sums up meters; what was never measured is null', () => {
  const entry = { provider: 'p', costMicros: 0, currency: 'USD', credits: 0, step: null, attempt: null };
  const measured = [
    { ...entry, meter: 'input_tokens', quantity: 10 },
    { ...entry, meter: 'input_tokens', quantity: 5 },
    { ...entry, meter: 'agent_turns', quantity: 2 },
  ];
  const usage = presentUsage({ ...completed, credits: { held: 4, prepaid: false, quoteId: null }, creditsUsed: 9 }, measured);
  assert.deepEqual(usage['tokens'], { input: 15, output: null, cacheRead: null, cacheWrite: null });
  assert.deepEqual([usage['creditsCharged'], usage['agentTurns'], usage['llmCallCount']], [4, 2, 0]);
  assert.equal(presentUsage(runningRun(), measured)['creditsCharged'], null);
});

const phases = (run: Run): unknown =>
  z
    .object({ observability: z.object({ phases: z.array(z.object({ phase: z.string(), status: z.string() })) }) })
    .parse(presentDebug(run))
    .observability.phases.filter(({ status }) => status !== 'skipped')
    .map(({ phase, status }) => `${phase}: ${status}`);

test('phases are the two that runs have; the others are skipped', () => {
  assert.deepEqual(phases(queuedRun()), ['queued: running', 'running: pending']);
  assert.deepEqual(phases(runningRun()), ['queued: completed', 'running: running']);
  assert.deepEqual(phases(failed), ['queued: completed', 'running: failed']);
  assert.deepEqual(phases(after(queuedRun(), finish('cancelled'))), ['queued: cancelled']);
});

test('an input names its files as they can be sent again', () => {
  const id = '019d678b-c737-713f-b6b2-ed713064874d';
  const input = { papers: [{ $file: id }], note: 'n' };
  assert.deepEqual(presentInput({ metadata: {} }, input, [{ ...artifact('input/a.pdf', 'input'), id }]), {
    args: { papers: [{ $fileId: 'file_019d678bc737713fb6b2ed713064874d' }], note: 'n' },
    files: [{ name: 'a.pdf' }],
    metadata: {},
  });
});

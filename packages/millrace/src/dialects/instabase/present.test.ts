import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import type { RunChange } from '../../domain/change.ts';
import type { Run } from '../../domain/run.ts';
import { after, finish, OWNER, pausedRun, queuedRun, runningRun, waitingRun } from '../../domain/testing/sample-run.ts';
import { encodeExactJson } from './exact-json.ts';
import { presentBatch, presentNode } from './present-batch.ts';
import { presentJob } from './present-job.ts';
import { presentRun, type RunFacts } from './present.ts';
import { originAsMetadata } from './run-origin.ts';
import { checkpointOf, STATUS_WORDS, statusesBehind, statusWord } from './statuses.ts';

const SEED = z
  .object({ times: z.object({ start_ms: z.int(), finish_ms: z.int() }), text: z.string() })
  .parse(JSON.parse(readFileSync(new URL('./fixtures/seed.json', import.meta.url), 'utf8')));
const NODES = z
  .object({ body: z.object({ nodes: z.array(z.record(z.string(), z.unknown())) }) })
  .parse(JSON.parse(readFileSync(new URL('./fixtures/file-nodes.json', import.meta.url), 'utf8')));

const facts: RunFacts = { appId: 'app_9876543210', batchNumber: null, checkpoint: null };
const origin = { deployment_id: 'deploy_1234567890', input_dir: null, output_workspace: null, output_dir: null };

function by(run: Run, ...changes: readonly RunChange[]): Run {
  return changes.reduce((changed, change) => after(changed, change, OWNER), run);
}

const stop: RunChange = {
  type: 'run.waiting',
  reason: 'review',
  waitingFor: { kind: 'review', name: 'checkpoint', reviewId: 'review-1', until: null },
  wakeOn: ['review:review-1'],
  runnableAt: null,
  seenInputSeq: 0,
};
const error = { code: 'step_failed', message: 'No page could be read.', step: 'read', attempt: 1, stack: null };
const failure: RunChange = { type: 'run.finished', status: 'failed', reason: 'step_failed', error, payload: null };
const stopped = by(runningRun(), stop);
const pausedAtCheckpoint = after(stopped, { type: 'run.paused', actor: null });

test('a cancelled run is the document of the page, with our sentence for its end', () => {
  const seed = { id: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890', tags: ['urgent', 'clientA'], metadata: originAsMetadata(origin) };
  const cancelled = by(runningRun(seed), finish('cancelled'));
  const run = { ...cancelled, startedAt: SEED.times.start_ms, finishedAt: SEED.times.finish_ms };
  assert.equal(
    encodeExactJson(presentRun(run, { ...facts, batchNumber: 4523 })),
    SEED.text.replace('Run was cancelled by user before completion.', 'A user cancelled the run before it completed.'),
  );
});

test('each status of a run is one of the six words', () => {
  const ends = [by(runningRun(), finish('completed')), by(runningRun(), failure), by(runningRun(), finish('cancelled'))];
  const words = [queuedRun(), runningRun(), waitingRun(), stopped, pausedRun(), pausedAtCheckpoint, ...ends].map(statusWord);
  assert.deepEqual(words, [
    'RUNNING',
    'RUNNING',
    'RUNNING',
    'STOPPED_AT_CHECKPOINT',
    'PAUSED',
    'PAUSED',
    'COMPLETE',
    'FAILED',
    'CANCELLED',
  ]);
});

test('a word stands for every status that may show as it', () => {
  const runs = [queuedRun(), runningRun(), waitingRun(), stopped, pausedRun(), by(runningRun(), finish('completed'))];
  for (const run of runs) assert.ok(statusesBehind([statusWord(run)]).includes(run.status), run.status);
  assert.deepEqual(statusesBehind([]), []);
  assert.equal(new Set(statusesBehind(STATUS_WORDS)).size, statusesBehind(STATUS_WORDS).length);
});

test('a run that has not started shows when it was accepted, and has no end', () => {
  const { start_timestamp: start, finish_timestamp: end } = presentRun(queuedRun(), facts);
  assert.deepEqual([start, end], [1_000_000_000n, null]);
  assert.equal(presentRun(runningRun(), facts).start_timestamp, 1_100_000_000n);
});

function messageOf(run: Run, checkpoint: string | null = null): string | null {
  return presentRun(run, { ...facts, checkpoint }).msg;
}

test('the message is what there is to say: the review, the progress, the failure, the end', () => {
  const progress: RunChange = {
    type: 'progress.reported',
    op: null,
    percent: 10,
    message: 'Reading',
    unitsDone: null,
    unitsTotal: null,
  };
  assert.deepEqual(
    [messageOf(queuedRun()), messageOf(by(runningRun(), progress)), messageOf(stopped, 'One document fails')],
    [null, 'Reading', 'One document fails'],
  );
  assert.deepEqual(
    [messageOf(by(runningRun(), finish('completed'))), messageOf(by(runningRun(), failure))],
    [null, 'No page could be read.'],
  );
});

test('the input folder is the one that was named, or that of the batch', () => {
  const folder = (metadata: Run['metadata'], batchNumber: number | null): string | null =>
    presentRun(queuedRun({ metadata }), { ...facts, batchNumber }).input_dir;
  assert.equal(folder({}, null), null);
  assert.equal(folder({}, 7), '/data/input/batch_7');
  assert.equal(folder(originAsMetadata({ ...origin, input_dir: 'data/input/batch_7/' }), 7), 'data/input/batch_7/');
  assert.equal(presentRun(queuedRun({ metadata: { instabase: 'mine' } }), facts).deployment_id, null);
});

test('the checkpoint is known while the run waits there, paused or not', () => {
  assert.deepEqual([stopped, pausedAtCheckpoint, waitingRun(), pausedRun(), runningRun()].map(checkpointOf), [
    'review-1',
    'review-1',
    null,
    null,
    null,
  ]);
});

test('a file of a batch is a node of the page, with its time in seconds', () => {
  const file = {
    batchId: 'b1',
    name: 'document1.pdf',
    mediaType: 'application/pdf',
    sizeBytes: 1024,
    sha256: '',
    storageKey: 'key',
    updatedAt: 1_647_532_800_999,
  };
  assert.deepEqual(presentNode(7, file, { canRead: true, canWrite: true }), {
    ...NODES.body.nodes[0],
    full_path: '/data/input/batch_7/document1.pdf',
  });
  assert.deepEqual(presentNode(7, file, { canRead: true, canWrite: false }).perms, { can_read: true, can_write: false, can_delete: false });
});

test('a batch has its times in milliseconds, and says where its folder is', () => {
  const batch = {
    id: 'b1',
    workspaceId: 'w1',
    number: 7,
    name: 'May',
    createdBy: 'k1',
    createdAt: 1_700_000_000_001,
    updatedAt: 1_700_000_000_002,
  };
  assert.deepEqual(presentBatch(batch, { workspace: 'default', owner: 'local' }), {
    id: 7,
    name: 'May',
    workspace: 'default',
    mount_point: 'data',
    repo_owner: 'w1',
    batch_owner: 'local',
    created_at_ms: 1_700_000_000_001,
    updated_at_ms: 1_700_000_000_002,
    path_suffix: 'input/batch_7',
  });
});

test('a job says its state, and what went wrong', () => {
  const states = (['pending', 'running', 'complete', 'failed', 'cancelled'] as const).map((state) => presentJob({ state, message: null }));
  assert.deepEqual(
    states.map(({ state }) => state),
    ['PENDING', 'RUNNING', 'COMPLETE', 'FAILED', 'CANCELLED'],
  );
  assert.ok(states.every(({ message }) => message !== ''));
  assert.equal(presentJob({ state: 'failed', message: 'The disk is full.' }).message, 'The disk is full.');
});

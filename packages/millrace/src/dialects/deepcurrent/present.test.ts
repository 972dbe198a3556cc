import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import type { RunChange } from '../../domain/change.ts';
import type { Run } from '../../domain/run.ts';
import { after, finish, OWNER, pausedRun, queuedRun, runningRun, waitingRun } from '../../domain/testing/sample-run.ts';
import { Declaration } from './declaration.ts';
import { presentGrowthRun, statusWord } from './present.ts';
import { presentEvent, presentJob, presentJobResult } from './present-job.ts';

const SEED = z
  .object({ running: z.record(z.string(), z.unknown()), completed: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(new URL('./fixtures/seed.json', import.meta.url), 'utf8')));

const declared = Declaration.parse({
  capabilities: ['email_lookup', 'email_verify', 'company_size'],
  stages: { lookup: 'email_lookup', verify: 'email_verify', size: 'company_size' },
  artifacts: [{ asset_id: 'verified_contacts', label: 'Verified Contacts', kind: 'contacts', path: 'contacts.csv' }],
  delivered_counts: { delivered_contacts: { $from: '/delivered' }, verified_emails: { $from: '/verified' } },
  data_source_mix: { enriched: { $from: '/delivered' } },
  gap_report: { unresolved: { $from: '/gaps' } },
  summary: { delivered_contacts: { $from: '/delivered' } },
  warnings: { $from: '/warnings' },
});
const output = { delivered: 95, verified: 78, gaps: 5, warnings: ['One domain did not answer.'] };

const id = '7c3e1d22-9b4a-4f8c-b1e2-3d5f0a7c9e1b';
const metadata = { deepcurrent: { preset: null, requested_capabilities: ['email_lookup', 'email_verify'], chat_id: null } };
const stages = ['lookup', 'verify', 'size'].map((name) => ({ name, title: name, weight: 1 }));
const prepaid = { held: 120, prepaid: true, quoteId: 'quote-1' };

function by(run: Run, ...changes: readonly RunChange[]): Run {
  return changes.reduce((changed, change) => after(changed, change, OWNER), run);
}

const stage = (name: string, status: 'running' | 'completed'): RunChange => ({
  type: 'stage.changed',
  op: `stage:${name}#1`,
  name,
  status,
});
const entry = { provider: 'p', meter: 'm', quantity: 100, costMicros: 0, currency: 'USD', credits: 100, step: null, attempt: null };

const started = runningRun({ id, metadata, credits: prepaid }, stages);
const discovering = by(started, stage('lookup', 'running'), {
  type: 'progress.reported',
  op: null,
  percent: 45,
  message: 'Discovering email addresses...',
  unitsDone: null,
  unitsTotal: null,
});
const completed = by(
  discovering,
  { type: 'usage.recorded', op: null, entry },
  stage('lookup', 'completed'),
  stage('verify', 'running'),
  stage('verify', 'completed'),
  finish('completed'),
);

test('a run that is going on is the document of the page', () => {
  assert.deepEqual(presentGrowthRun(discovering, declared, null), SEED.running);
});

test('a completed run is the document of the page', () => {
  assert.deepEqual(presentGrowthRun(completed, declared, output), SEED.completed);
});

test('each status has one of the five words', () => {
  const ends = (['completed', 'failed', 'cancelled'] as const).map((status) =>
    by(runningRun(), status === 'failed' ? failure : finish(status)),
  );
  const words = [queuedRun(), pausedRun(), runningRun(), waitingRun(), ...ends].map(statusWord);
  assert.deepEqual(words, ['pending', 'pending', 'running', 'running', 'completed', 'failed', 'cancelled']);
});

const error = { code: 'step_failed', message: 'No mail server answered.', step: 'verify', attempt: 3, stack: null };
const failure: RunChange = { type: 'run.finished', status: 'failed', reason: 'step_failed', error, payload: null };

test('a run that failed gives back what it did not use, and hands out nothing', () => {
  const body = presentGrowthRun(by(discovering, failure), declared, null);
  assert.equal(body.status, 'failed');
  assert.deepEqual(body.preview, { pricing: { rebate_credits: 120 } });
  assert.deepEqual([body.artifact_handles, body.data_source_mix, body.gap_report], [[], {}, {}]);
  assert.deepEqual(Object.keys(body.stage_status), ['email_lookup']);
});

test('a run that was started in another way has nothing to give back', () => {
  const body = presentGrowthRun(by(runningRun({}, stages), finish('completed')), declared, output);
  assert.deepEqual(body.preview, { delivered_counts: { delivered_contacts: 95, verified_emails: 78 }, pricing: { rebate_credits: 0 } });
  assert.deepEqual(presentGrowthRun(runningRun({}, stages), declared, null).stage_status, {});
});

test('a workflow that declares nothing shows its stages under their own names and empty containers', () => {
  const body = presentGrowthRun(by(runningRun({}, stages), finish('completed')), Declaration.parse({}), output);
  assert.deepEqual([body.artifact_handles, body.data_source_mix, body.gap_report], [[], {}, {}]);
  assert.deepEqual(body.preview, { delivered_counts: {}, pricing: { rebate_credits: 0 } });
});

test('a job says what was asked for, when, and what went wrong', () => {
  assert.deepEqual(presentJob(by(discovering, failure), declared, null), {
    job_id: id,
    status: 'failed',
    progress_percent: 45,
    progress_message: 'Run failed.',
    preset: null,
    requested_capabilities: ['email_lookup', 'email_verify'],
    warnings: [],
    error_message: 'No mail server answered.',
    created_at: '1970-01-01T00:00:01Z',
    updated_at: '1970-01-01T00:00:01Z',
    started_at: '1970-01-01T00:00:01Z',
    completed_at: '1970-01-01T00:00:01Z',
  });
  assert.deepEqual(presentEvent(discovering), {
    job_id: id,
    status: 'running',
    progress_percent: 45,
    progress_message: 'Discovering email addresses...',
    updated_at: '1970-01-01T00:00:01Z',
  });
});

test('the result of a job has what there is: files while it goes on, the summary when it is complete', () => {
  const file = { asset_id: 'verified_contacts', label: 'Verified Contacts', kind: 'contacts', mediaType: 'text/csv' };
  const early = presentJobResult(discovering, declared, { output: null, files: [file] });
  assert.deepEqual([early.result_id, early.summary, early.completed_at], [null, {}, null]);
  assert.equal(early.result_assets[0]?.download_url, `/api/v1/bd/jobs/${id}/assets/verified_contacts`);
  const late = presentJobResult(completed, declared, { output, files: [file] });
  assert.deepEqual([late.result_id, late.summary, late.warnings], [id, { delivered_contacts: 95 }, ['One domain did not answer.']]);
});

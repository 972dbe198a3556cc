import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWNER, pausedRun, QUEUED_AT, queuedRun, runningRun, waitingRun, after } from '../../domain/testing/sample-run.ts';
import { presentResult, presentRun } from './present.ts';

const error = { code: 'step_failed', message: '401 Client Error: Unauthorized', step: 'fetch_contacts', attempt: 1, stack: null };
const end = QUEUED_AT + 1_234;
const completed = after(
  runningRun(),
  { type: 'run.finished', status: 'completed', reason: 'finished', error: null, payload: null },
  OWNER,
  end,
);
const failed = after(runningRun(), { type: 'run.finished', status: 'failed', reason: 'step_failed', error, payload: null }, OWNER, end);
const cancelled = after(
  queuedRun(),
  { type: 'run.finished', status: 'cancelled', reason: 'cancelled_by_user', error: null, payload: null },
  null,
  end,
);

test('each status of a run is one of the four words', () => {
  const words = [queuedRun(), pausedRun(), runningRun(), waitingRun(), completed, failed, cancelled].map(
    (run) => presentRun(run, null).status,
  );
  assert.deepEqual(words, ['QUEUED', 'QUEUED', 'RUNNING', 'RUNNING', 'COMPLETED', 'FAILED', 'FAILED']);
});

test('times have microseconds, and are null until they have come', () => {
  assert.deepEqual(presentRun(queuedRun(), null), { run_id: 'run-1', status: 'QUEUED', result: null, started_at: null, finished_at: null });
  const { started_at: started, finished_at: finished } = presentRun(completed, { ok: true });
  assert.deepEqual([started, finished], ['1970-01-01T00:00:01.100000Z', '1970-01-01T00:00:02.234000Z']);
});

test('a failure stands in the result, with the step that it came from', () => {
  const expected = { error: { message: '401 Client Error: Unauthorized', step_id: 'fetch_contacts' } };
  assert.deepEqual(presentRun(failed, null).result, expected);
  assert.deepEqual(presentRun(cancelled, null).result, { error: { message: 'The run was cancelled.', step_id: null } });
});

test('a result is what the template makes of the run', () => {
  const run = { ...completed, metadata: { org: 'Acmé & Co' }, costs: { USD: { exa: 72_000 } } };
  const template = {
    cost: { $usd: { $from: '/costs/by_provider/USD/exa' } },
    none: { $usd: { $from: '/costs/by_provider/USD/openrouter', default: 0 } },
    charged: { $from: '/credits/charged' },
    summary: { $from: '/output/summary' },
    plain_url: { $link: 'a.csv' },
    url: { $link: { path: { $from: '/output/file' }, as: { $text: '{/metadata/org}_people.csv' } } },
    gone_url: { $link: { path: { $from: '/output/nowhere' } } },
  };
  const output = { summary: { count: 3 }, file: 'people.csv' };
  assert.deepEqual(
    presentResult(template, { run, output, creditsCharged: 12 }, (path, name) => `link to ${path} as ${name ?? path}`),
    {
      cost: 0.072,
      none: 0,
      charged: 12,
      summary: { count: 3 },
      plain_url: 'link to a.csv as a.csv',
      url: 'link to people.csv as acme_co_people.csv',
    },
  );
});

test('without a template the result is the output', () => {
  assert.deepEqual(
    presentResult(undefined, { run: completed, output: [1], creditsCharged: 0 }, () => ''),
    [1],
  );
});

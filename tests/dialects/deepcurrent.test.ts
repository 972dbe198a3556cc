import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { ServedDialect, type Answer, type Ask } from './served-dialect.ts';
import { ErrorBody, GrowthRun, Job, JobCreated, JobEvent, JobResult, Quoted, Resolved, Started } from './deepcurrent/schemas.ts';

const served = await ServedDialect.start('deepcurrent');
const PLAN = { pipeline_id: 'names', preset: 'both', input_assets: { names: ['a', 'b'] } };
const NO_LIMITS = { name: 'pro', active: true, metered: false, requests_per_minute: null, concurrent_runs: null, credits_per_period: null };

async function post(path: string, body: unknown, more: Ask = {}): Promise<Answer> {
  return served.ask(`/api/v1${path}`, { body, ...more });
}

async function quote(plan: unknown, more: object = {}): Promise<z.output<typeof Quoted>> {
  const answer = await post('/growth/quote', { goal_plan: plan, ...more });
  assert.equal(answer.status, 200, answer.text);
  return answer.as(Quoted);
}

async function start(plan: unknown): Promise<string> {
  const { quote_token: token, goal_plan: goalPlan } = await quote(plan);
  const answer = await post('/growth/run', { quote_token: token, goal_plan: goalPlan });
  assert.equal(answer.status, 202, answer.text);
  return answer.as(Started).run_id;
}

/** The run as the page of the vendor has it. */
async function poll(runId: string): Promise<z.output<typeof GrowthRun>> {
  const answer = await served.ask(`/api/v1/growth/runs/${runId}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.as(GrowthRun);
}

async function signal(runId: string, name: string): Promise<void> {
  assert.equal((await served.native(`/v1/runs/${runId}/signals/${name}`, { body: {} })).status, 202);
}

async function jobOf(runId: string): Promise<{ job: z.output<typeof Job>; result: z.output<typeof JobResult> }> {
  const [job, result] = await Promise.all([served.ask(`/api/v1/bd/jobs/${runId}`), served.ask(`/api/v1/bd/jobs/${runId}/result`)]);
  return { job: job.as(Job), result: result.as(JobResult) };
}

async function setPlan(plan: object): Promise<void> {
  assert.equal((await served.native('/v1/plan', { method: 'PUT', body: plan })).status, 200);
}

/** The whole stream of a job, as it stands when the server has closed it. */
async function eventsOf(jobId: string): Promise<readonly { readonly event: string; readonly data: z.output<typeof JobEvent> }[]> {
  const { text, headers } = await served.ask(`/api/v1/bd/jobs/${jobId}/events`);
  assert.equal(headers.get('content-type'), 'text/event-stream');
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('event: '))
    .map((block) => {
      const [event = '', data = ''] = block.split('\n');
      return { event: event.slice('event: '.length), data: JobEvent.parse(JSON.parse(data.slice('data: '.length))) };
    });
}

test('goal, plan, quote, run: the whole way of the page on the bundled sample, with counts that add up and files that download', async () => {
  const goal = await post('/growth/resolve', { goal_text: 'Find e-mail addresses for my contacts' });
  const resolved = goal.as(Resolved);
  assert.deepEqual([goal.status, resolved.goal_type, resolved.quotable], [200, 'email_discovery', true]);
  const quoted = await quote(resolved.goal_plan);
  assert.ok(quoted.ok && quoted.credits_total > 0);
  const started = await post('/growth/run', { quote_token: quoted.quote_token, goal_plan: quoted.goal_plan });
  const { run_id: runId, preview } = started.as(Started);
  assert.deepEqual([started.status, preview.pipeline_id], [202, 'email_discovery_v1']);
  await served.until(runId, ({ finished }) => finished);
  const run = await poll(runId);
  assert.equal(run.status, 'completed');
  assert.deepEqual(run.progress, { percent: 100, message: 'Run complete.' });
  assert.deepEqual([run.stage_status['email_lookup'], run.stage_status['email_verify']], ['completed', 'completed']);
  const counts = run.preview.delivered_counts ?? {};
  const native = (await served.run(runId)).gap_report;
  assert.equal(run.gap_report['unresolved'], native?.unresolved);
  assert.equal(Number(counts['delivered_contacts']) + Number(run.gap_report['unresolved']), native?.input);
  const credits = (await served.native(`/v1/runs/${runId}`)).as(
    z.object({ credits: z.object({ held: z.int(), charged: z.int() }) }),
  ).credits;
  assert.equal(credits.held, quoted.credits_total);
  assert.equal(run.preview.pricing?.rebate_credits, credits.held - credits.charged);
  assert.ok(credits.charged > 0);
  const { result } = await jobOf(runId);
  assert.deepEqual(
    result.result_assets.map(({ asset_id: id }) => id),
    ['verified_contacts', 'verified_contacts_json', 'gap_report'],
  );
  const [csv, rows] = await Promise.all(result.result_assets.slice(0, 2).map(async ({ download_url: url }) => served.ask(url)));
  assert.equal(csv?.headers.get('content-type')?.split(';')[0], 'text/csv');
  assert.equal(z.array(z.unknown()).parse(JSON.parse(rows?.text ?? '')).length, counts['delivered_contacts']);
});

test('a run is pending, running stage by stage, and completed, each time as the page says', async () => {
  const { id } = await served.start('names', { input: { names: ['a'] }, delay: '1h' });
  const pending = await poll(id);
  assert.deepEqual([pending.status, pending.stage_status, pending.progress], ['pending', {}, { percent: 0, message: 'Waiting to start.' }]);
  const runId = await start(PLAN);
  await served.status(runId, 'waiting');
  assert.deepEqual([(await poll(runId)).status, (await poll(runId)).stage_status], ['running', {}]);
  await signal(runId, 'find');
  await served.until(runId, (run) => run.status === 'waiting' && run.progress.message === 'Finding names');
  const running = await poll(runId);
  assert.deepEqual([running.stage_status, running.progress.message], [{ find: 'running' }, 'Finding names']);
  assert.deepEqual([running.result_handles, running.artifact_handles, running.export_handles, running.preview], [[], [], [], {}]);
  const paused = await served.native(`/v1/runs/${runId}:pause`, { body: {} });
  assert.equal(paused.status, 200, paused.text);
  assert.equal((await poll(runId)).status, 'running');
  await served.native(`/v1/runs/${runId}:resume`, { body: {} });
  await signal(runId, 'check');
  await served.status(runId, 'completed');
  const completed = await poll(runId);
  assert.deepEqual(completed.stage_status, { find: 'completed', check: 'completed' });
  assert.deepEqual(completed.result_handles, [{ result_id: 'names', label: 'Names' }]);
  assert.deepEqual(completed.export_handles, [{ asset_id: 'names_csv', label: 'Names', kind: 'names' }]);
  assert.deepEqual(completed.preview, { delivered_counts: { found: 2 }, pricing: { rebate_credits: 18 } });
});

test('a job streams its progress and closes after it is complete', async () => {
  const answer = await post('/bd/jobs', { requested_capabilities: ['find'], input_assets: { names: ['a', 'b', 'c'] } });
  assert.equal(answer.status, 202, answer.text);
  const created = answer.as(JobCreated);
  assert.deepEqual([created.preset, created.requested_capabilities], [null, ['find']]);
  await served.status(created.job_id, 'waiting');
  const stream = eventsOf(created.job_id);
  await signal(created.job_id, 'find');
  await served.until(created.job_id, ({ progress }) => progress.message === 'Finding names');
  const early = await jobOf(created.job_id);
  assert.deepEqual([early.job.status, early.result.result_assets, early.result.summary], ['running', [], {}]);
  await signal(created.job_id, 'check');
  const events = await stream;
  assert.deepEqual([...new Set(events.map(({ event }) => event))], ['progress', 'complete']);
  assert.deepEqual(
    events.map(({ data }) => data.progress_percent),
    events.map(({ data }) => data.progress_percent).toSorted((a, b) => a - b),
  );
  assert.equal(events.filter(({ event }) => event === 'complete').length, 1);
  const late = await jobOf(created.job_id);
  assert.deepEqual(late.job, { ...late.job, status: 'completed', progress_percent: 100, error_message: null });
  const [asset] = late.result.result_assets;
  assert.equal((await served.ask(asset?.download_url ?? '')).text, 'a\nb\nc');
  assert.deepEqual(
    (await eventsOf(created.job_id)).map(({ event }) => event),
    ['complete'],
  );
});

test('a run that fails or is cancelled says so, and gives back what it did not use', async () => {
  const failing = await start({ ...PLAN, execution_options: { fail: true } });
  await signal(failing, 'find');
  await signal(failing, 'check');
  await served.status(failing, 'failed');
  const failed = await poll(failing);
  assert.deepEqual(
    [failed.status, failed.progress.message, failed.preview],
    ['failed', 'Run failed.', { pricing: { rebate_credits: 18 } }],
  );
  assert.deepEqual(failed.stage_status, { find: 'completed', check: 'failed' });
  assert.equal((await jobOf(failing)).job.error_message, 'Nobody answers.');
  const cancelling = await start(PLAN);
  await served.native(`/v1/runs/${cancelling}:cancel`, { body: {} });
  await served.status(cancelling, 'cancelled');
  const cancelled = await poll(cancelling);
  assert.deepEqual([cancelled.status, cancelled.preview], ['cancelled', { pricing: { rebate_credits: 20 } }]);
  assert.equal((await jobOf(cancelling)).result.status, 'cancelled');
});

test('a quote is good for one run of its plan', async () => {
  const { quote_token: token } = await quote(PLAN);
  const other = await post('/growth/run', { quote_token: token, goal_plan: { ...PLAN, input_assets: { names: ['x', 'y', 'z'] } } });
  const first = await post('/growth/run', { quote_token: token, goal_plan: PLAN });
  const second = await post('/growth/run', { quote_token: token, goal_plan: PLAN });
  const made = await post('/growth/run', { quote_token: 'made-up', goal_plan: PLAN });
  assert.deepEqual(
    [other, first, second, made].map(({ status }) => status),
    [403, 202, 403, 403],
  );
  for (const refused of [other, second, made]) refused.as(ErrorBody);
});

test('what cannot be quoted is said as a quote that is not one', async () => {
  const unknown = await quote({ ...PLAN, pipeline_id: 'nothing' });
  const noPreset = await quote({ ...PLAN, preset: 'nothing' });
  const noAssets = await quote({ ...PLAN, input_assets: {} });
  const badInput = await quote({ ...PLAN, input_assets: { names: [''] } });
  const tooLow = await quote(PLAN, { max_external_spend_credits: 0 });
  const codes = [unknown, noPreset, noAssets, badInput, tooLow].map(({ ok, quotable, quote_token: token, error_code: code }) => [
    ok,
    quotable,
    token,
    code,
  ]);
  assert.deepEqual(codes, [
    [false, false, null, 'invalid_goal_plan'],
    [false, false, null, 'invalid_goal_plan'],
    [false, false, null, 'missing_input_assets'],
    [false, false, null, 'quote_validation_failed'],
    [false, false, null, 'max_external_spend_too_low'],
  ]);
  const capped = await quote(PLAN, { max_external_spend_credits: 7 });
  assert.equal(capped.credits_total, 7);
  assert.equal((await quote(PLAN)).credits_total, 20);
});

test('without credits a run is 402, without an active plan it and its status are 403, and a quote needs neither', async () => {
  const { id } = await served.start('names', { input: { names: ['a'] }, delay: '1h' });
  const { available } = (await served.native('/v1/credits')).as(z.object({ available: z.int() }));
  await setPlan({ ...NO_LIMITS, metered: true });
  const { quote_token: token } = await quote(PLAN);
  const poor = await post('/growth/run', { quote_token: token, goal_plan: PLAN });
  assert.equal(poor.status, 402, `${poor.text} with ${available}`);
  poor.as(ErrorBody);
  await setPlan({ ...NO_LIMITS, active: false });
  const { quote_token: other } = await quote(PLAN);
  const inactive = await Promise.all([
    post('/growth/run', { quote_token: other, goal_plan: PLAN }),
    post('/bd/jobs', { requested_capabilities: ['find'], input_assets: { names: ['a'] } }),
    served.ask(`/api/v1/growth/runs/${id}`),
  ]);
  assert.deepEqual(
    inactive.map(({ status }) => status),
    [403, 403, 403],
  );
  for (const refused of inactive) refused.as(ErrorBody);
  await setPlan(NO_LIMITS);
  assert.equal((await poll(id)).status, 'pending');
});

test('every refusal has the one form, with its code', async () => {
  const { id } = await served.start('names', { input: { names: ['a'] }, delay: '1h' });
  const cases: readonly (readonly [number, string, Ask])[] = [
    [401, `/api/v1/growth/runs/${id}`, { key: null }],
    [403, `/api/v1/growth/runs/${id}`, { key: await served.keyWith(['workflows:read']) }],
    [404, `/api/v1/growth/runs/${id}`, { key: await served.strangerKey() }],
    [404, '/api/v1/growth/runs/7c3e1d22-9b4a-4f8c-b1e2-3d5f0a7c9e1b', {}],
    [404, '/api/v1/bd/jobs/nothing/result', {}],
    [404, `/api/v1/bd/jobs/${id}/assets/names_csv`, {}],
    [404, '/api/v2/growth', {}],
    [405, `/api/v1/growth/runs/${id}`, { method: 'DELETE' }],
    [400, '/api/v1/growth/quote', { body: '{' }],
    [413, '/api/v1/growth/quote', { body: { goal_plan: { text: 'x'.repeat(1_100_000) } } }],
    [415, '/api/v1/growth/quote', { body: 'a=b', headers: { 'content-type': 'text/plain' } }],
    [422, '/api/v1/growth/resolve', { body: { goal_text: 'x' } }],
    [422, '/api/v1/growth/quote', { body: {} }],
    [422, '/api/v1/bd/jobs', { body: { preset: 'nothing' } }],
    [501, '/api/v1/intelligence/quote', { body: {} }],
    [501, '/api/v1/users/me', {}],
  ];
  for (const [status, path, ask] of cases) {
    const answer = await served.ask(path, ask);
    assert.equal(answer.status, status, `${path}: ${answer.text}`);
    answer.as(ErrorBody);
  }
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { ServedDialect, type Ask } from './served-dialect.ts';
import { ErrorBody, LeaversResult, RunBody, Started } from './automindz/schemas.ts';

const served = await ServedDialect.start('automindz');
const START: unknown = JSON.parse(
  readFileSync(new URL('../../packages/millrace/src/dialects/automindz/fixtures/start.json', import.meta.url), 'utf8'),
);
const { request: documented } = z.object({ request: z.object({ path: z.string(), body: z.record(z.string(), z.unknown()) }) }).parse(START);

/** The run through all four of its addresses, which must say the same. */
async function poll(runId: string, trigger: string): Promise<z.output<typeof RunBody>> {
  const paths = [`/v1/runs/${runId}`, `/runs/${runId}`, `/v1/${trigger}/runs/${runId}`, `/${trigger}/runs/${runId}`];
  const answers = await Promise.all(paths.map((path) => served.ask(path)));
  const [first, ...others] = answers.map((answer) => {
    assert.equal(answer.status, 200, answer.text);
    return answer.as(RunBody);
  });
  for (const other of others) assert.deepEqual(other, first);
  assert.ok(first !== undefined);
  return first;
}

async function begin(path: string, body: unknown, more: Ask = {}): Promise<z.output<typeof Started>> {
  const answer = await served.ask(path, { body, ...more });
  assert.equal(answer.status, 202, answer.text);
  return answer.as(Started);
}

test('the page of the vendor works for the leavers pipeline: started, polled, its three files downloaded', async () => {
  const started = await begin(documented.path, documented.body);
  assert.equal(started.poll_url, `/hiring-signals/leavers/runs/${started.run_id}`);
  await served.status(started.run_id, 'completed');
  const run = await poll(started.run_id, 'hiring-signals/leavers');
  assert.equal(run.status, 'COMPLETED');
  const result = LeaversResult.parse(run.result);
  assert.ok(result.summary.leavers_count > 0 && result.summary.leavers_count <= 5, JSON.stringify(result.summary));
  const files = [
    [result.leavers_url, result.summary.leavers_count, 'acme_leavers.csv'],
    [result.new_company_dms_url, result.summary.new_company_dms_count, 'acme_new_company_dms.csv'],
    [result.old_company_dms_url, result.summary.old_company_dms_count, 'acme_old_company_dms.csv'],
  ] as const;
  for (const [url, count, name] of files) {
    const file = await served.ask(url, { key: null });
    assert.equal(file.status, 200, file.text);
    assert.match(file.headers.get('content-disposition') ?? '', new RegExp(name));
    assert.equal(file.text.trimEnd().split('\n').length - 1, count, name);
  }
});

test('a run is queued, running and completed, and each time as the page says', async () => {
  const started = await begin('/v1/enrichment/contacts', { provider_key: 'k', rows: ['a', 'b'] });
  const waiting = await served.status(started.run_id, 'waiting');
  const running = await poll(started.run_id, 'enrichment/contacts');
  assert.deepEqual([running.status, running.result, running.finished_at], ['RUNNING', null, null]);
  assert.equal(running.started_at, waiting.timing.started_at?.replace('Z', '000Z'));
  await served.native(`/v1/runs/${started.run_id}/signals/go`, { body: {} });
  await served.status(started.run_id, 'completed');
  const completed = await poll(started.run_id, 'enrichment/contacts');
  const result = z.strictObject({ file_url: z.url(), rows: z.literal(2), spent: z.literal(0.001564) }).parse(completed.result);
  assert.equal((await served.ask(result.file_url, { key: null })).text, 'name\na\nb');
});

test('a run that has not started is queued, and one that was cancelled has failed', async () => {
  const { id } = await served.start('contacts', { input: {}, delay: '1h' });
  assert.deepEqual(await poll(id, 'enrichment/contacts'), {
    run_id: id,
    status: 'QUEUED',
    result: null,
    started_at: null,
    finished_at: null,
  });
  await served.native(`/v1/runs/${id}:cancel`, { body: {} });
  const cancelled = await poll(id, 'enrichment/contacts');
  assert.deepEqual([cancelled.status, cancelled.result], ['FAILED', { error: { message: 'The run was cancelled.', step_id: null } }]);
});

test('a failure names the step that it came from', async () => {
  const started = await begin('/enrichment/contacts', { provider_key: 'k', fail: true });
  await served.status(started.run_id, 'waiting');
  await served.native(`/v1/runs/${started.run_id}/signals/go`, { body: {} });
  await served.status(started.run_id, 'failed');
  const failed = await poll(started.run_id, 'enrichment/contacts');
  assert.equal(failed.status, 'FAILED');
  assert.deepEqual(failed.result, { error: { message: '401 Client Error: Unauthorized', step_id: 'fetch_contacts' } });
});

test('keys of other providers are nowhere in what is stored', async () => {
  const { run_id: runId } = await begin(documented.path, { ...documented.body, exa_api_key: 'very-secret-key' });
  const run = await served.native(`/v1/runs/${runId}?expand=input`);
  assert.ok(!run.text.includes('very-secret-key'));
  await served.native(`/v1/runs/${runId}:cancel`, { body: {} });
});

test('what is wrong with a start is told by the names of the body, and starts nothing', async () => {
  const refused = await served.ask(documented.path, { body: { industries: [7], exa_api_key: 'k', openrouter_api_key: 'k' } });
  assert.equal(refused.status, 422);
  const places = async (answer: Awaited<ReturnType<typeof served.ask>>): Promise<readonly string[]> =>
    z
      .object({ detail: z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])) })) })
      .parse(JSON.parse(answer.text))
      .detail.map(({ loc }) => loc.join('/'));
  assert.deepEqual(await places(refused), ['body/org_name', 'body/ai_ark_api_key']);
  const badInput = await served.ask(documented.path, { body: { ...documented.body, industries: [''], dm_titles: 'ceo' } });
  assert.deepEqual((await places(badInput)).toSorted(), ['body/dm_titles', 'body/industries/0']);
});

test('every refusal has the one form, with its code', async () => {
  const { id: unseen } = await served.start('plain');
  const { id: foreign } = await served.start('contacts', { input: {}, delay: '1h' });
  const cases: readonly (readonly [number, string, Ask])[] = [
    [401, '/v1/runs/x', { key: null }],
    [401, '/v1/runs/x', { key: 'mr_live_nobody' }],
    [403, `/v1/runs/${foreign}`, { key: await served.keyWith(['workflows:read']) }],
    [404, `/v1/runs/${foreign}`, { key: await served.strangerKey() }],
    [404, '/v1/runs/019d678b-c737-213f-f6b2-ed713064874d', {}],
    [404, `/v1/runs/${unseen}`, {}],
    [404, `/v1/hiring-signals/leavers/runs/${foreign}`, {}],
    [404, '/v1/no-such/pipeline', { body: {} }],
    [404, '/v2/anything/at/all', {}],
    [405, `/v1/runs/${foreign}`, { method: 'DELETE' }],
    [400, documented.path, { body: '{' }],
    [413, documented.path, { body: { rows: 'x'.repeat(1_100_000) } }],
    [415, documented.path, { body: 'org_name=Acme', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  ];
  for (const [status, path, ask] of cases) {
    const answer = await served.ask(path, ask);
    assert.equal(answer.status, status, `${path}: ${answer.text}`);
    assert.equal(answer.headers.get('content-type'), 'application/json');
    answer.as(ErrorBody);
  }
  await served.native(`/v1/runs/${foreign}:cancel`, { body: {} });
});

test('the limits of a plan are answered with 429 and when to come back', async () => {
  const live = await served.native('/v1/runs?status=queued,running,waiting&limit=100');
  for (const { id } of live.as(z.object({ data: z.array(z.object({ id: z.string() })) })).data) {
    await served.native(`/v1/runs/${id}:cancel`, { body: {} });
    await served.status(id, 'cancelled');
  }
  const plan = { name: 'free', active: true, metered: false, requests_per_minute: null, concurrent_runs: 2, credits_per_period: null };
  const unlimited = { ...plan, name: 'unlimited', concurrent_runs: null };
  assert.equal((await served.native('/v1/plan', { method: 'PUT', body: plan })).status, 200);
  const body = { provider_key: 'k' };
  const first = await begin('/v1/enrichment/contacts', body);
  const second = await begin('/v1/enrichment/contacts', body);
  const third = await served.ask('/v1/enrichment/contacts', { body });
  assert.equal(third.status, 429, third.text);
  assert.match(third.headers.get('retry-after') ?? '', /^\d+$/);
  third.as(ErrorBody);
  for (const { run_id: id } of [first, second]) await served.native(`/v1/runs/${id}:cancel`, { body: {} });
  await served.status(first.run_id, 'cancelled');
  assert.equal((await served.native('/v1/plan', { method: 'PUT', body: { ...unlimited, requests_per_minute: 3 } })).status, 200);
  const key = await served.keyWith(['runs:read']);
  const statuses = [];
  for (let request = 0; request < 5; request += 1) statuses.push((await served.ask(`/v1/runs/${first.run_id}`, { key })).status);
  assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
  await served.native('/v1/plan', { method: 'PUT', body: unlimited });
});

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { z } from 'zod';
import { Runs } from './onepin/look.ts';
import {
  Credits,
  ErrorBody,
  Estimate,
  NameAvailability,
  Run,
  RunList,
  RunStatus,
  Summary,
  Whoami,
  Workflow,
  WorkflowList,
} from './onepin/schemas.ts';
import { ServedDialect, type Ask } from './served-dialect.ts';

const served = await ServedDialect.start('onepin');
const voice = new Runs(served, 'voice', '7c9e6679-7425-40de-944b-e07fc1f90ae7');
const translations = new Runs(served, 'translations');
const PLAN = { name: 'pro', active: true, metered: false, requests_per_minute: null, concurrent_runs: null, credits_per_period: null };

async function setPlan(changed: object = {}): Promise<void> {
  assert.equal((await served.native('/v1/plan', { method: 'PUT', body: { ...PLAN, ...changed } })).status, 200);
}

async function parked(input: object): Promise<string> {
  const { id } = await served.start('translations', { input });
  await served.until(id, ({ status, finished }) => status === 'waiting' || finished);
  return id;
}

async function list(query: string): Promise<z.output<typeof RunList>> {
  const answer = await translations.ask(`/runs${query}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.as(RunList);
}

function idsOf({ data }: z.output<typeof RunList>): readonly string[] {
  return data.map(({ id }) => id);
}

suite('lists', async () => {
  const [first, second, third] = [await parked({}), await parked({ wait: true }), await parked({})];
  const failing = (await served.start('translations', { input: { fail: true } })).id;
  await served.status(failing, 'failed');
  const later = (await served.start('translations', { input: {}, delay: '1h' })).id;

  test('runs are listed newest first, and pages link to each other', async () => {
    const all = await list('');
    assert.deepEqual(
      [idsOf(all), all.pagination],
      [[later, failing, third, second, first], { next: null, prev: null, limit: 50, total: 5 }],
    );
    const middle = await list('?limit=2&offset=2&status=pending,running,completed,failed');
    assert.deepEqual([idsOf(middle), middle.pagination.total], [[third, second], 5]);
    const { next, prev } = middle.pagination;
    assert.equal(
      next,
      `${served.base}/api/v1/workflows/${translations.id}/runs?limit=2&offset=4&status=pending%2Crunning%2Ccompleted%2Cfailed`,
    );
    assert.deepEqual(idsOf((await served.ask(next)).as(RunList)), [first]);
    assert.deepEqual(idsOf((await served.ask(prev ?? '')).as(RunList)), [later, failing]);
    assert.deepEqual((await list('?offset=100')).data, []);
  });

  test('runs are filtered by their words, searched by who started them, and sorted', async () => {
    assert.deepEqual(idsOf(await list('?status=pending')), [later]);
    assert.deepEqual(idsOf(await list('?status=running')), [second]);
    const over = await list('?status=completed,failed&sort=status&sort=created_at&order=desc&order=asc');
    assert.deepEqual([idsOf(over), over.pagination.total], [[failing, first, third], 3]);
    assert.deepEqual(idsOf(await list('?sort=completed_at&order=asc')).slice(0, 3), [first, third, failing]);
    assert.deepEqual(idsOf(await list('?sort=started_at')).at(-1), later);
    assert.equal((await list('?search=LOCAL')).pagination.total, 5);
    assert.equal((await list('?search=nobody')).pagination.total, 0);
  });

  test('workflows are listed with what became of their runs', async () => {
    const { data, pagination } = (await served.ask('/api/v1/workflows?sort=runs_count&sort=name')).as(WorkflowList);
    assert.deepEqual(
      data.map(({ name }) => name),
      ['Translations', 'Bare', 'Voice'],
    );
    const counts = { pending: 1, running: 1, completed: 2, failed: 1, cancelled: 0, paused: 0 };
    assert.deepEqual([data[0]?.runs_count, data[0]?.run_status_counts, data[0]?.last_run_status], [5, counts, 'pending']);
    assert.deepEqual([pagination.total, data[1]?.last_run_at, data[1]?.description], [3, null, null]);
    const namesOf = async (query: string) => (await served.ask(`/api/v1/workflows?${query}`)).as(WorkflowList).data.map(({ name }) => name);
    assert.deepEqual(await namesOf('status=draft&sort=name&order=desc'), ['Voice', 'Bare']);
    assert.deepEqual([await namesOf('status=running'), await namesOf('status=paused')], [['Translations'], []]);
    assert.deepEqual(
      [await namesOf('has_failed_run=true'), await namesOf('search=TRANSLATES+words')],
      [['Translations'], ['Translations']],
    );
    assert.deepEqual(await namesOf(`last_run_after=${encodeURIComponent('2020-01-01T00:00:00+01:00')}`), ['Translations']);
    assert.deepEqual(await namesOf('last_run_before=2020-01-01T00:00:00Z'), []);
    const one = await translations.read('', Workflow);
    assert.deepEqual([one.id, one.definition.graph.nodes.length, one.runs_count], [translations.id, 5, 5]);
  });

  test('the summary counts what the list shows', async () => {
    const summary = await translations.read('/runs/summary', Summary);
    const { pass_rate: rate, average_duration_seconds: seconds, ...counts } = summary;
    assert.deepEqual(counts, { total_runs: 5, completed: 2, failed: 1, cancelled: 0, pending: 1, running: 1, paused: 0 });
    assert.equal(rate, 2 / 3);
    assert.ok(seconds !== null && seconds >= 0);
    const none = await translations.read('/runs/summary?to=2020-01-01T00:00:00Z', Summary);
    assert.deepEqual([none.total_runs, none.pass_rate, none.average_duration_seconds], [0, null, null]);
  });

  test('a start is refused while another run of the workflow goes on, and at the limit of the plan', async () => {
    const refused = await translations.ask('/runs', { body: {} });
    assert.deepEqual([refused.status, refused.as(ErrorBody).error.code], [409, 'CONFLICT']);
    for (const id of [second, later]) await translations.post(`/runs/${id}/cancel`, Run);
    await setPlan({ concurrent_runs: 1 });
    const held = await parked({ wait: true });
    const atLimit = await voice.ask('/runs', { body: {} });
    assert.equal(atLimit.status, 409, atLimit.text);
    await translations.post(`/runs/${held}/cancel`, Run);
    await setPlan();
    const started = await translations.ask('/runs', { body: {}, headers: { 'idempotency-key': 'once' } });
    const again = await translations.ask('/runs', { body: {}, headers: { 'idempotency-key': 'once' } });
    assert.deepEqual([started.status, again.as(Run).data.id], [202, started.as(Run).data.id]);
    await served.status(started.as(Run).data.id, 'completed');
  });
});

test('an estimate says what a run would cost, and starts nothing', async () => {
  const before = await voice.read('/runs', RunList);
  const estimate = await voice.read('/estimate', Estimate, { method: 'POST' });
  const { breakdown, ...whole } = estimate;
  const { available } = (await served.native('/v1/credits')).as(z.looseObject({ available: z.int() }));
  const money = { current_balance: available, deficit_at_max: 33 - available, can_run: true };
  assert.deepEqual(whole, { min_credits: 11, expected_credits: 13, max_credits: 33, ...money });
  assert.deepEqual(
    breakdown.filter(({ max_credits: max }) => max > 0).map(({ node_id: node, node_type: type }) => [node, type]),
    [['generator', 'operator_generator']],
  );
  const short = await voice.read('/runs/preview', Estimate, { body: { script_text: 'Hello.' } });
  assert.deepEqual([short.min_credits, short.max_credits], [1, 3]);
  await setPlan({ metered: true });
  assert.equal((await voice.read('/runs/preview', Estimate, { method: 'POST' })).can_run, false);
  const poor = await voice.ask('/runs', { body: {} });
  assert.deepEqual([poor.status, poor.as(ErrorBody).error.code], [402, 'INSUFFICIENT_CREDITS']);
  await setPlan();
  assert.deepEqual(await voice.read('/runs', RunList), before);
});

test('credits, names and keys are told', async () => {
  await served.native('/v1/credits:grant', { body: { amount: 100 }, headers: { 'idempotency-key': 'hundred' } });
  await setPlan({ name: 'free', credits_per_period: 500 });
  const held = await parked({ wait: true });
  const { available, spent } = (await served.native('/v1/credits')).as(z.looseObject({ available: z.int(), spent: z.int() }));
  const credits = (await served.ask('/api/v1/users/me/credits')).as(Credits).data;
  assert.deepEqual(credits, {
    balance: available,
    used: spent,
    remaining: available + 5,
    period_start: null,
    period_end: null,
    plan_grant: 500,
    plan_tier: 'free',
  });
  const triggeredBy = (await translations.read(`/runs/${held}/status`, RunStatus)).triggered_by;
  await translations.post(`/runs/${held}/cancel`, Run);
  await setPlan();
  const { data } = (await served.ask('/api/v1/auth/whoami', { headers: { 'x-workspace-id': served.millrace.workspaceId } })).as(Whoami);
  assert.deepEqual([data.workspace_id, data.user_id], [served.millrace.workspaceId, triggeredBy?.user_id]);
  assert.deepEqual(data.scopes, ['workflows:read', 'workflows:run', 'uploads:write', 'workspace:read']);
  const isFree = async (query: string) =>
    (await served.ask(`/api/v1/workflows/name-availability?${query}`)).as(NameAvailability).data.available;
  assert.deepEqual(
    [await isFree('name=Voice'), await isFree('name=voice'), await isFree('name=plain'), await isFree(`name=Voice&exclude_id=${voice.id}`)],
    [false, true, false, true],
  );
});

test('every refusal has the one form, with its code', async () => {
  const id = await parked({});
  const { id: unseen } = await served.start('plain');
  const own = `${translations.base}/runs`;
  const nobody = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
  const outdated = { 'user-agent': 'onepin/0.0.9 python' };
  const cases: readonly (readonly [number, string, string, Ask])[] = [
    [401, 'UNAUTHORIZED', `${own}/${id}/status`, { key: null }],
    [403, 'FORBIDDEN', `${own}/${id}/status`, { key: await served.keyWith(['workflows:read']) }],
    [403, 'FORBIDDEN', `${own}/${id}/status`, { headers: { 'x-workspace-id': nobody } }],
    [426, 'UPGRADE_REQUIRED', `${own}/${id}/status`, { headers: outdated }],
    [426, 'UPGRADE_REQUIRED', '/api/v1/workflows', { headers: outdated }],
    [404, 'NOT_FOUND', `${own}/${id}/status`, { key: await served.strangerKey() }],
    [404, 'NOT_FOUND', `${own}/${nobody}/status`, {}],
    [404, 'NOT_FOUND', `${own}/${nobody}`, {}],
    [404, 'NOT_FOUND', `${voice.base}/runs/${id}/status`, {}],
    [404, 'NOT_FOUND', `${voice.base}/runs/${id}/data`, {}],
    [404, 'NOT_FOUND', `${own}/${unseen}/status`, {}],
    [404, 'NOT_FOUND', `/api/v1/workflows/${nobody}`, {}],
    [404, 'NOT_FOUND', `/api/v1/workflows/${nobody}/runs`, { body: {} }],
    [404, 'NOT_FOUND', '/api/v3/anything', {}],
    [405, 'METHOD_NOT_ALLOWED', `${own}/${id}/status`, { method: 'DELETE' }],
    [413, 'BODY_TOO_LARGE', own, { body: { script_text: 'x'.repeat(1_100_000) } }],
    [415, 'UNSUPPORTED_MEDIA_TYPE', own, { body: 'a=b', headers: { 'content-type': 'text/plain' } }],
    [422, 'VALIDATION_ERROR', '/api/v1/workflows/workflow_id/runs/run_id/status', {}],
    [422, 'VALIDATION_ERROR', `/api/v1/workflows/workflow_id/runs/${id}/status`, {}],
    [422, 'VALIDATION_ERROR', `${own}/run_id`, {}],
    [422, 'VALIDATION_ERROR', own, { body: '{' }],
    [422, 'VALIDATION_ERROR', own, { body: { script_text: 7, source_language: 'not a tag' } }],
    [422, 'VALIDATION_ERROR', `${own}?status=completed,,failed`, {}],
    [422, 'VALIDATION_ERROR', `${own}?status=waiting`, {}],
    [422, 'VALIDATION_ERROR', `${own}?sort=name`, {}],
    [422, 'VALIDATION_ERROR', `${own}?order=up`, {}],
    [422, 'VALIDATION_ERROR', `${own}?limit=101`, {}],
    [422, 'VALIDATION_ERROR', `${own}?offset=-1`, {}],
    [422, 'VALIDATION_ERROR', `${own}/${id}/steps?include_result=maybe`, {}],
    [422, 'VALIDATION_ERROR', `${own}/summary?from=2026-01-01T00:00:00`, {}],
    [422, 'VALIDATION_ERROR', '/api/v1/workflows?last_run_after=2026-02-01T00:00:00Z&last_run_before=2026-01-01T00:00:00Z', {}],
    [501, 'NOT_IMPLEMENTED', '/api/v1/workflows', { body: { name: 'New' } }],
    [501, 'NOT_IMPLEMENTED', translations.base, { method: 'DELETE' }],
    [501, 'NOT_IMPLEMENTED', '/api/v2/nodes/source_script', {}],
    [501, 'NOT_IMPLEMENTED', '/api/v1/users/me/limits', {}],
  ];
  for (const [status, code, path, ask] of cases) {
    const answer = await served.ask(path, ask);
    assert.equal(answer.status, status, `${path}: ${answer.text}`);
    const { error, meta } = answer.as(ErrorBody);
    assert.deepEqual([error.code, meta.request_id], [code, answer.headers.get('x-request-id')], path);
    assert.equal(answer.headers.get('x-onepin-required-version'), '0.1.0');
    if (code === 'VALIDATION_ERROR' && ask.body !== '{') assert.ok(error.details.length > 0, path);
    if (status === 405) assert.equal(answer.headers.get('allow'), 'GET, HEAD');
  }
});

test('a plan that allows few requests is answered with 429 and when to come back', async () => {
  const id = await parked({});
  await setPlan({ requests_per_minute: 2 });
  const key = await served.keyWith(['runs:read']);
  const path = `${translations.base}/runs/${id}/status`;
  const answers = [await served.ask(path, { key }), await served.ask(path, { key }), await served.ask(path, { key })];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 429],
  );
  assert.match(answers[2]?.headers.get('retry-after') ?? '', /^\d+$/);
  assert.equal(answers[2]?.as(ErrorBody).error.code, 'RATE_LIMITED');
  await setPlan();
});

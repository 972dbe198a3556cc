import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { eigenpal } from '../../packages/millrace/src/dialects/eigenpal/dialect.ts';
import { begin, look, ourId, shownId } from './eigenpal/look.ts';
import { RunBody, RunList } from './eigenpal/run-schemas.ts';
import {
  AutomationDetail,
  AutomationList,
  ErrorBody,
  Evaluators,
  Example,
  ExampleList,
  ExampleRun,
  Health,
  Identity,
  Triggers,
  VersionList,
} from './eigenpal/schemas.ts';
import { ServedDialect, type Ask } from './served-dialect.ts';

const served = await ServedDialect.start('eigenpal');
const RUNS = '/api/v1/runs';
const AUTOMATIONS = '/api/v1/automations';
const TARGET = 'workflows.extract-contract';

test('automations are listed and found by id or alias, with schemas, versions and triggers', async () => {
  const all = (await served.ask(AUTOMATIONS)).as(AutomationList);
  assert.deepEqual(all.data.map(({ type, slug }) => `${type}s.${slug}`).toSorted(), [
    'agents.invoice-agent',
    'agents.switched-off',
    'workflows.extract-contract',
    'workflows.invoices',
    'workflows.single-file',
  ]);
  assert.equal(all.total, 5);
  assert.equal((await served.ask(`${AUTOMATIONS}?type=agent&limit=1&offset=1`)).as(AutomationList).data.length, 1);
  const found = (await served.ask(`${AUTOMATIONS}?search=PARTIES`)).as(AutomationList).data;
  assert.deepEqual(
    found.map(({ slug }) => slug),
    ['extract-contract'],
  );
  const byAlias = (await served.ask(`${AUTOMATIONS}/${TARGET}`)).as(AutomationDetail);
  assert.deepEqual((await served.ask(`/v1/automations/${byAlias.id}`)).as(AutomationDetail), byAlias);
  assert.ok(byAlias.inputSchema !== null && byAlias.outputSchema !== null && byAlias.implementationAvailable);
  const versions = (await served.ask(`${AUTOMATIONS}/${TARGET}/versions`)).as(VersionList);
  assert.deepEqual(
    versions.data.map(({ version, isCurrent }) => [version, isCurrent]),
    [[byAlias.version, true]],
  );
  const triggers = (await served.ask(`${AUTOMATIONS}/agents.switched-off/triggers`)).as(Triggers);
  assert.deepEqual(triggers.triggers, { api: false, email: false, manual: true, cron: false });
  const pinned = await served.ask(`${RUNS}?version=${versions.data[0]?.id}&wait_for_completion=20`, { body: { target: byAlias.id } });
  assert.equal(pinned.as(RunBody).source.version, byAlias.version);
});

test('an automation whose trigger is off is not started; what it ran natively is shown', async () => {
  const refused = await served.ask(RUNS, { body: { target: 'agents.switched-off' } });
  assert.equal(refused.status, 403);
  assert.deepEqual(
    refused.as(ErrorBody).issues.map(({ code }) => code),
    ['api_trigger_disabled'],
  );
  const { id } = await served.start('switched-off');
  await served.status(id, 'completed');
  const { run } = await look(served, id);
  assert.ok(run.finished);
  assert.deepEqual([run.output, run.source.model, run.execution.schemaValid], [{ value: 3 }, 'small-one', null]);
});

test('a run of an example is scored by what the example expects', async () => {
  const examples = (await served.ask(`${AUTOMATIONS}/${TARGET}/examples`)).as(ExampleList);
  assert.deepEqual(
    examples.data.map(({ id, name, metadata }) => [id, name, metadata]),
    [
      ['two', 'two-parties', { kind: 'short' }],
      ['three', 'three-parties', null],
    ],
  );
  const scored = async (example: string) => {
    const answer = await served.ask(`${AUTOMATIONS}/${TARGET}/examples/${example}/run`, { method: 'POST' });
    assert.equal(answer.status, 201, answer.text);
    const id = ourId(answer.as(ExampleRun).id);
    await served.status(id, 'completed');
    return look(served, id);
  };
  const right = await scored('two');
  assert.deepEqual(right.run.eval, { example: 'two-parties', exampleId: 'two', score: 1, passed: true });
  const wrong = await scored('three');
  assert.deepEqual(wrong.run.eval, { example: 'three-parties', exampleId: 'three', score: 0.5, passed: false });
  assert.deepEqual(
    wrong.scores.map(({ evaluatorType, score, passed }) => [evaluatorType, score, passed]),
    [['exact-diff', 0.5, false]],
  );
  assert.deepEqual(wrong.expanded.execution.expected, { output: { parties: ['A', 'C'] }, files: [] });
  const example = (await served.ask(`${AUTOMATIONS}/${TARGET}/examples/three`)).as(Example);
  assert.deepEqual([example.latestRunId, example.expected], [wrong.run.id, { parties: ['A', 'C'] }]);
  const { config, yaml } = (await served.ask(`${AUTOMATIONS}/${TARGET}/evaluators`)).as(Evaluators);
  assert.deepEqual([config.passThreshold, JSON.parse(yaml)], [0.7, config]);
  const found = (await served.ask(`${RUNS}?exampleId=three`)).as(RunList).runs;
  assert.deepEqual(
    found.map(({ id }) => id),
    [wrong.run.id],
  );
  assert.deepEqual(
    (await served.ask(`${RUNS}?exampleIdContains=wo`)).as(RunList).runs.map(({ id }) => id),
    [right.run.id],
  );
});

test('the health of reviews counts what people judged', async () => {
  const verdicts = ['correct', 'correct', 'incorrect', null];
  for (const verdict of verdicts) {
    const id = await begin(served, { target: TARGET });
    await served.status(id, 'completed');
    assert.equal((await served.ask(`${RUNS}/${shownId(id)}/reviews`, { method: 'PUT', body: { verdict } })).status, 200);
  }
  const health = (await served.ask(`${AUTOMATIONS}/${TARGET}/reviews/health?bucket=month&rollingWindow=2`)).as(Health);
  const { summary, rolling } = health;
  assert.deepEqual([summary.correctReviews, summary.incorrectReviews, summary.nitReviews, summary.reviewedRuns], [2, 1, 1, 3]);
  assert.equal(summary.reviewedCorrectness, 2 / 3);
  const { lower, upper } = summary.confidence;
  assert.ok(lower !== null && upper !== null && Math.abs(lower - 0.2077) < 1e-3 && Math.abs(upper - 0.9385) < 1e-3, `${lower} ${upper}`);
  assert.deepEqual(
    rolling.map(({ reviewedRuns, correctReviews, totalRunsInWindow }) => [reviewedRuns, correctReviews, totalRunsInWindow]),
    [
      [1, 1, 2],
      [2, 2, 2],
      [2, 1, 2],
    ],
  );
  const none = (await served.ask(`${AUTOMATIONS}/workflows.single-file/reviews/health`)).as(Health);
  assert.deepEqual([none.summary.reviewedCorrectness, none.summary.confidence.lower, none.rolling], [null, null, []]);
  assert.equal((await served.ask(`${AUTOMATIONS}/${TARGET}/reviews/health?status=failed`)).status, 501);
  assert.equal((await served.ask(`${AUTOMATIONS}/${TARGET}/reviews/health?bucket=year`)).status, 400);
});

test('a key is told who it is and what it may do', async () => {
  const all = (await served.ask('/api/v1/auth/check')).as(Identity);
  assert.deepEqual([all.scope, all.wildcardGranted], [['full_access'], true]);
  const some = (await served.ask('/v1/auth/check', { key: await served.keyWith(['runs:read']) })).as(Identity);
  assert.deepEqual([some.scope, some.wildcardGranted, some.tenantId], [['runs:read'], false, all.tenantId]);
});

test('every refusal is the one envelope, with its code and the id of the request', async () => {
  const { id: unseen } = await served.start('plain');
  const { id } = await served.start('contract-check', { input: {}, delay: '1h' });
  const own = `${RUNS}/${shownId(id)}`;
  const weak = await served.keyWith(['workflows:read']);
  const cases: readonly (readonly [number, string, Ask])[] = [
    [400, `${own}?expand=input,everything`, {}],
    [400, RUNS, { body: '{' }],
    [400, `${RUNS}?wait_for_completion=601`, { body: { target: TARGET } }],
    [401, own, { key: null }],
    [401, own, { key: 'eig_live_nobody' }],
    [403, own, { key: weak }],
    [403, RUNS, { body: { target: TARGET }, key: weak }],
    [404, own, { key: await served.strangerKey() }],
    [404, `${own}/artifacts/nothing.txt`, {}],
    [404, `${RUNS}/exec_00000000000000000000000000000000`, {}],
    [404, `${RUNS}/${shownId(unseen)}`, {}],
    [404, `${RUNS}/${shownId(unseen)}/steps`, {}],
    [404, `${AUTOMATIONS}/workflows.plain`, {}],
    [404, '/api/v2/runs', {}],
    [405, own, { method: 'DELETE' }],
    [409, `${own}/reviews`, { method: 'PUT', body: { verdict: 'correct' } }],
    [409, `${own}/rerun`, { method: 'POST' }],
    [413, RUNS, { body: { target: TARGET, input: { text: 'x'.repeat(1_100_000) } } }],
    [415, RUNS, { body: 'target=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    [501, `${RUNS}?sinceLastClosed=true`, {}],
    [501, RUNS, { body: { target: TARGET, overrides: { steps: { 'find parties': { output: [] } } } } }],
  ];
  for (const [status, path, ask] of cases) {
    const answer = await served.ask(path, { ...ask, headers: { 'x-request-id': 'my-request', ...ask.headers } });
    assert.equal(answer.status, status, `${path}: ${answer.text}`);
    assert.equal(answer.headers.get('content-type'), 'application/json');
    assert.equal(answer.as(ErrorBody).requestId, 'my-request');
    assert.equal(answer.headers.get('x-request-id'), 'my-request');
  }
  assert.equal((await served.ask(own, { method: 'DELETE' })).headers.get('allow'), 'GET, HEAD');
  await served.native(`/v1/runs/${id}:cancel`, { body: {} });
});

test('what is documented and not served says so', async () => {
  for (const { method, path, reason } of eigenpal.gaps) {
    const answer = await served.ask(path.replaceAll(/\{\w+\}/g, 'x'), { method, ...(method === 'GET' ? {} : { body: {} }) });
    assert.equal(answer.status, 501, `${method} ${path}: ${answer.text}`);
    assert.deepEqual(
      answer.as(ErrorBody).issues.map(({ message, code }) => [message, code]),
      [[reason, 'not_implemented']],
    );
  }
});

test('the limits of a plan are answered with 429 and when to come back, and empty accounts with 402', async () => {
  const plan = { name: 'small', active: true, metered: false, requests_per_minute: null, concurrent_runs: 1, credits_per_period: null };
  const setPlan = async (changes: object): Promise<void> => {
    assert.equal((await served.native('/v1/plan', { method: 'PUT', body: { ...plan, ...changes } })).status, 200);
  };
  await setPlan({});
  const busy = await begin(served, { target: TARGET, input: { mode: 'wait' } });
  const full = await served.ask(RUNS, { body: { target: TARGET } });
  assert.equal(full.status, 429, full.text);
  assert.match(full.headers.get('retry-after') ?? '', /^\d+$/);
  full.as(ErrorBody);
  await served.native(`/v1/runs/${busy}:cancel`, { body: {} });
  await setPlan({ concurrent_runs: null, requests_per_minute: 2 });
  const key = await served.keyWith(['runs:read']);
  const statuses = [];
  for (let request = 0; request < 4; request += 1) statuses.push((await served.ask(`${RUNS}/${shownId(busy)}`, { key })).status);
  assert.deepEqual(statuses, [200, 200, 429, 429]);
  await setPlan({ concurrent_runs: null, metered: true });
  const poor = await served.ask(RUNS, { body: { target: 'workflows.invoices' } });
  assert.equal(poor.status, 402, poor.text);
  assert.deepEqual(
    poor.as(ErrorBody).issues.map(({ code }) => code),
    ['insufficient_credits'],
  );
  await served.native('/v1/credits:grant', { body: { amount: 100, note: 'test' }, headers: { 'idempotency-key': 'one' } });
  const paid = await served.ask(`${RUNS}?wait_for_completion=20&expand=usage`, { body: { target: 'workflows.invoices' } });
  assert.equal(paid.status, 200, paid.text);
  const id = ourId(paid.as(RunBody).id);
  const charged = (await served.native(`/v1/runs/${id}`)).as(z.object({ credits: z.object({ charged: z.number() }) })).credits.charged;
  assert.ok(charged > 0);
  assert.equal((await look(served, id)).expanded.usage.creditsCharged, charged);
  await setPlan({ name: 'unlimited', concurrent_runs: null });
});

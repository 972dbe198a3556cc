import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Plan, type Run } from '../../packages/protocol/src/index.ts';
import { CreditWorkspace, METERED } from './credit-workspace.ts';
import { startApi, type Api } from './start-api.ts';

let api: Api;
let ws: CreditWorkspace;
const ENDED = ({ finished }: Run): boolean => finished;

before(async () => {
  api = await startApi();
});
after(async () => api.close());
beforeEach(async () => {
  ws = await CreditWorkspace.open(api);
});

describe('a plan', () => {
  test('is unlimited until one is set', async () => {
    const plan = (await ws.ask('/v1/plan')).as(Plan);
    assert.deepEqual(
      [plan.name, plan.active, plan.metered, plan.requests_per_minute, plan.concurrent_runs],
      ['unlimited', true, false, null, null],
    );
    assert.deepEqual((await ws.put(METERED)).as(Plan), METERED);
    assert.deepEqual((await ws.ask('/v1/plan')).as(Plan), METERED);
    assert.deepEqual((await ws.put({ ...METERED, name: 'two\nlines' })).pointers(), ['/name']);
  });

  test('that is not active lets nothing start and everything be read', async () => {
    const earlier = await ws.started({ min: 0, max: 0, end: 'wait' });
    await ws.put({ ...METERED, active: false });
    const refused = await ws.start({ min: 0, max: 0 });
    assert.deepEqual([refused.status, refused.code()], [403, 'plan_inactive']);
    assert.equal((await ws.go(earlier.id)).status, 202);
    assert.equal((await ws.until(earlier.id, ENDED)).status, 'completed');
  });

  test('limits the runs that have not ended, and a start may ask to be the only one', async () => {
    await ws.put({ ...METERED, metered: false, concurrent_runs: 2 });
    const first = await ws.started({ min: 0, max: 0, end: 'wait' });
    assert.equal((await ws.start({ min: 0, max: 0, end: 'wait' })).status, 202);
    const third = await ws.start({ min: 0, max: 0 });
    assert.deepEqual([third.status, third.code(), third.headers.get('retry-after')], [429, 'too_many_runs', '5']);
    await ws.cancel(first.id);
    await ws.until(first.id, ENDED);
    const alone = await ws.start({ min: 0, max: 0 }, { only_one_of_workflow: true });
    assert.deepEqual([alone.status, alone.code()], [429, 'too_many_runs']);
    assert.equal((await ws.ask('/v1/runs', { workflow: 'anything', input: 1, only_one_of_workflow: true })).status, 202);
  });

  test('limits the requests of a key and tells how many are left, also to who polls', async () => {
    const { id } = await ws.started({ min: 0, max: 0, end: 'wait' });
    await ws.put({ ...METERED, requests_per_minute: 3 });
    const answers = [];
    for (let poll = 0; poll < 4; poll += 1) answers.push(await ws.ask(`/v1/runs/${id}/status`));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 429],
    );
    const first = answers[0];
    const last = answers[3];
    assert.equal(first?.headers.get('ratelimit-policy'), '"plan";q=3;w=60');
    assert.match(first?.headers.get('ratelimit') ?? '', /^"plan";r=2;t=\d+$/);
    assert.match(last?.headers.get('ratelimit') ?? '', /^"plan";r=0;t=\d+$/);
    assert.equal(last?.code(), 'rate_limited');
    assert.ok(Number(last?.headers.get('retry-after')) > 0);
    assert.equal((await api.request('/v1/whoami')).headers.get('ratelimit'), null, 'other workspaces are not counted');
  });
});

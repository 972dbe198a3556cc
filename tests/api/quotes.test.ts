import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Problem, Quote, RunList, RunPreview } from '../../packages/protocol/src/index.ts';
import { CreditWorkspace, METERED } from './credit-workspace.ts';
import { startApi, type Api } from './start-api.ts';

let api: Api;
let ws: CreditWorkspace;

before(async () => {
  api = await startApi();
});
after(async () => api.close());
beforeEach(async () => {
  ws = await CreditWorkspace.open(api);
});

describe('a preview', () => {
  test('says what a run would cost and whether it could start, and starts nothing', async () => {
    const request = { workflow: 'priced', input: { min: 10, max: 60 } };
    const preview = (await ws.ask('/v1/runs:preview', request)).as(RunPreview);
    assert.deepEqual(preview.estimate, {
      min: 10,
      expected: 10,
      max: 60,
      breakdown: [{ name: 'work', kind: 'call', min: 10, expected: 10, max: 60 }],
    });
    assert.deepEqual([preview.balance, preview.deficit_at_max, preview.can_run], [0, 60, true]);
    await ws.put(METERED);
    await ws.grant(9);
    assert.equal((await ws.ask('/v1/runs:preview', request)).as(RunPreview).can_run, false);
    await ws.grant(1);
    const enough = (await ws.ask('/v1/runs:preview', request)).as(RunPreview);
    assert.deepEqual([enough.balance, enough.deficit_at_max, enough.can_run], [10, 50, true]);
    await ws.put({ ...METERED, active: false });
    assert.equal((await ws.ask('/v1/runs:preview', request)).as(RunPreview).can_run, false);
    assert.equal((await ws.ask('/v1/runs')).as(RunList).data.length, 0);
  });

  test('of a workflow that estimates nothing is free', async () => {
    const preview = (await ws.ask('/v1/runs:preview', { workflow: 'anything', input: 1 })).as(RunPreview);
    assert.deepEqual([preview.estimate.max, preview.can_run], [0, true]);
  });

  test('of an input that does not fit, or by an estimate that is none, is an error', async () => {
    assert.deepEqual((await ws.ask('/v1/runs:preview', { workflow: 'priced', input: {} })).pointers(), ['/input/min', '/input/max']);
    const misjudged = await ws.ask('/v1/runs:preview', { workflow: 'misjudged', input: null });
    assert.equal(misjudged.code(), 'invalid_workflow');
    assert.match(misjudged.as(Problem).detail, /whole credits/);
    assert.equal((await ws.ask('/v1/runs', { workflow: 'misjudged', input: null })).code(), 'invalid_workflow');
  });
});

describe('a quote', () => {
  test('is paid at the start, and what the run does not use comes back', async () => {
    await ws.put(METERED);
    await ws.grant(100);
    const { token, id, credits } = await ws.quote({ min: 10, max: 60, use: 25 });
    assert.equal(credits, 60);
    const run = await ws.finish({ min: 10, max: 60, use: 25 }, { quote: token });
    assert.deepEqual(run.credits, { held: 60, used: 25, charged: 25, quote_id: id });
    assert.deepEqual(await ws.moves(run.id), [
      ['charge', 60],
      ['rebate', 35],
    ]);
    assert.deepEqual(await ws.balances(), { available: 75, held: 0, spent: 25, granted: 100 });
    assert.equal((await ws.ask(`/v1/quotes/${id}`)).as(Quote).run_id, run.id);
  });

  test('is good for one run with its own input, workflow and workspace', async () => {
    const input = { min: 1, max: 2 };
    const { token, id } = await ws.quote(input);
    for (const [body, message] of [
      [{ workflow: 'priced', input: { min: 1, max: 3 }, quote: token }, /another input/],
      [{ workflow: 'anything', input, quote: token }, /for the workflow priced/],
      [{ workflow: 'priced', input, quote: `quote_${id}.guessed` }, /not known/],
      [{ workflow: 'priced', input, quote: 'nonsense' }, /not known/],
    ] as const) {
      const refused = await ws.ask('/v1/runs', body);
      assert.deepEqual([refused.status, refused.code()], [403, 'quote_invalid']);
      assert.match(refused.as(Problem).detail, message);
    }
    const foreign = await api.request('/v1/runs', { body: { workflow: 'priced', input, quote: token } });
    assert.match(foreign.as(Problem).detail, /not known/);
    assert.equal((await api.request(`/v1/quotes/${id}`)).status, 404);
    assert.equal((await ws.start(input, { quote: token })).status, 202);
    assert.match((await ws.start(input, { quote: token })).as(Problem).detail, /has been used/);
  });

  test('that was used answers the same request with the same key as before', async () => {
    const { token } = await ws.quote({ min: 1, max: 2 });
    const body = { workflow: 'priced', input: { min: 1, max: 2 }, quote: token };
    const more = { headers: { 'idempotency-key': 'once' } };
    const first = await ws.ask('/v1/runs', body, more);
    assert.equal(first.status, 202);
    assert.equal((await ws.ask('/v1/runs', body, more)).text, first.text);
  });

  test('expires', async () => {
    const { token } = await ws.quote({ min: 1, max: 2 }, { ttl: 1 });
    const until = Date.now() + 2;
    while (Date.now() <= until);
    assert.match((await ws.start({ min: 1, max: 2 }, { quote: token })).as(Problem).detail, /has expired/);
  });

  test('can be capped, but not below what the run costs in any case', async () => {
    const capped = await ws.quote({ min: 10, max: 60, use: 55 }, { max_credits: 40 });
    assert.equal(capped.credits, 40);
    const run = await ws.finish({ min: 10, max: 60, use: 55 }, { quote: capped.token });
    assert.deepEqual(run.credits, { held: 40, used: 55, charged: 40, quote_id: capped.id });
    const refused = await ws.ask('/v1/quotes', { workflow: 'priced', input: { min: 10, max: 60 }, max_credits: 9 });
    assert.deepEqual([refused.code(), ...refused.pointers()], ['invalid_request', '/max_credits']);
    assert.deepEqual((await ws.ask('/v1/quotes', { workflow: 'priced', input: { min: 1, max: 2 }, ttl: '8d' })).pointers(), ['/ttl']);
  });
});

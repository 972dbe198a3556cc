import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { CreatedApiKey, CreditEntryList, Credits, GrantedCredits, Run } from '../../packages/protocol/src/index.ts';
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

describe('credits over HTTP', () => {
  test('are given once for each key, and the ledger says by whom', async () => {
    const given = await ws.grant(500, 'march');
    assert.equal(given.status, 201);
    assert.deepEqual(given.as(GrantedCredits).credits, { available: 500, held: 0, spent: 0, granted: 500 });
    const again = await ws.grant(500, 'march');
    assert.deepEqual([again.text, again.headers.get('idempotent-replayed')], [given.text, 'true']);
    assert.equal((await ws.grant(501, 'march')).code(), 'idempotency_mismatch');
    assert.deepEqual((await ws.ask('/v1/credits:grant', { amount: 5 })).pointers(), ['header:idempotency-key']);
    assert.deepEqual((await ws.grant(0)).pointers(), ['/amount']);
    const { data } = (await ws.ask('/v1/credits/entries')).as(CreditEntryList);
    assert.deepEqual(
      data.map(({ kind, from, to, amount }) => [kind, from, to, amount]),
      [['grant', 'granted', 'available', 500]],
    );
    assert.notEqual(data[0]?.actor ?? null, null);
  });

  test('are put aside at the start, taken for what was used, and given back for the rest', async () => {
    await ws.put(METERED);
    await ws.grant(100);
    const started = await ws.started({ min: 10, max: 60, use: 25, end: 'wait' });
    assert.deepEqual(started.credits, { held: 60, used: 0, charged: null, quote_id: null });
    assert.deepEqual(await ws.balances(), { available: 40, held: 60, spent: 0, granted: 100 });
    await ws.go(started.id);
    const run = await ws.until(started.id, ENDED);
    assert.deepEqual(run.credits, { held: 60, used: 25, charged: 25, quote_id: null });
    assert.deepEqual(await ws.moves(run.id), [
      ['hold', 60],
      ['capture', 25],
      ['release', 35],
    ]);
    assert.deepEqual(await ws.balances(), { available: 75, held: 0, spent: 25, granted: 100 });
  });

  test('cost a run that failed what it used, and never more than was put aside', async () => {
    await ws.put(METERED);
    await ws.grant(100);
    const failed = await ws.finish({ min: 0, max: 30, use: 12, end: 'fail' });
    assert.deepEqual([failed.status, failed.credits.charged], ['failed', 12]);
    const greedy = await ws.finish({ min: 0, max: 30, use: 5000 });
    assert.deepEqual(greedy.credits, { held: 30, used: 5000, charged: 30, quote_id: null });
    assert.deepEqual(await ws.balances(), { available: 58, held: 0, spent: 42, granted: 100 });
  });

  test('come back when a run is cancelled, apart from what it used', async () => {
    await ws.put(METERED);
    await ws.grant(100);
    const waiting = await ws.started({ min: 0, max: 50, use: 8, end: 'wait' });
    await ws.until(waiting.id, ({ status }) => status === 'waiting');
    await ws.cancel(waiting.id);
    const later = await ws.started({ min: 0, max: 50, use: 8 }, { delay: '1h' });
    await ws.cancel(later.id);
    assert.deepEqual((await ws.until(waiting.id, ENDED)).credits.charged, 8);
    assert.deepEqual(await ws.moves(later.id), [
      ['hold', 50],
      ['release', 50],
    ]);
    assert.deepEqual(await ws.balances(), { available: 92, held: 0, spent: 8, granted: 100 });
  });

  test('are put aside anew by a retry, which pays for its own work only', async () => {
    await ws.put(METERED);
    await ws.grant(100);
    const failed = await ws.finish({ min: 0, max: 30, use: 12, end: 'fail' });
    const retried = (await ws.ask(`/v1/runs/${failed.id}:retry`, {})).as(Run);
    assert.equal(retried.credits.held, 30);
    assert.deepEqual((await ws.until(retried.id, ENDED)).credits, { held: 30, used: 0, charged: 0, quote_id: null });
    assert.equal((await ws.balances()).spent, 12);
  });

  test('of a run that was called are paid by the run that called it', async () => {
    const started = (await ws.ask('/v1/runs', { workflow: 'priced-family', input: null })).as(Run);
    assert.deepEqual((await ws.until(started.id, ENDED)).credits, { held: 100, used: 25, charged: 25, quote_id: null });
    assert.deepEqual(await ws.balances(), { available: -25, held: 0, spent: 25, granted: 0 });
  });

  test('that are too few keep a metered workspace from starting, and no other', async () => {
    assert.equal((await ws.start({ min: 10, max: 60 })).status, 202);
    await ws.put(METERED);
    const refused = await ws.start({ min: 10, max: 60 });
    assert.deepEqual([refused.status, refused.code()], [402, 'insufficient_credits']);
    await ws.grant(200);
    const started = await ws.started({ min: 10, max: 6000, end: 'wait' });
    assert.equal((await ws.balances()).available, 0);
    assert.equal(started.credits.held, (await ws.balances()).held);
    assert.equal((await ws.start({ min: 1, max: 1 })).code(), 'insufficient_credits');
    assert.equal((await ws.start({ min: 0, max: 60 })).status, 202, 'what may cost nothing may start with nothing');
  });

  test('belong to a workspace, and a key needs a scope for them', async () => {
    await ws.grant(100);
    assert.equal((await api.request('/v1/credits', { key: api.strangerKey })).as(Credits).granted, 0);
    assert.deepEqual((await api.request('/v1/credits/entries', { key: api.strangerKey })).as(CreditEntryList).data, []);
    const narrow = await ws.ask('/v1/api-keys', { name: 'narrow', scopes: ['credits:read', 'runs:start'] });
    const { key: narrowKey } = narrow.as(CreatedApiKey);
    assert.equal((await api.request('/v1/credits', { key: narrowKey })).status, 200);
    for (const [path, more] of [
      ['/v1/credits:grant', { body: { amount: 1 }, headers: { 'idempotency-key': 'x' } }],
      ['/v1/plan', { method: 'PUT', body: METERED }],
    ] as const) {
      assert.equal((await api.request(path, { key: narrowKey, ...more })).code(), 'forbidden');
    }
  });

  test('are listed in pages, newest first, by kind and time', async () => {
    for (const amount of [1, 2, 3]) await ws.grant(amount);
    const first = (await ws.ask('/v1/credits/entries?limit=2')).as(CreditEntryList);
    assert.deepEqual(
      first.data.map(({ seq, amount }) => [seq, amount]),
      [
        [3, 3],
        [2, 2],
      ],
    );
    const rest = (await ws.ask(`/v1/credits/entries?limit=2&cursor=${first.next_cursor}`)).as(CreditEntryList);
    assert.deepEqual([rest.data.map(({ amount }) => amount), rest.next_cursor], [[1], null]);
    assert.deepEqual((await ws.ask('/v1/credits/entries?kind=hold,release')).as(CreditEntryList).data, []);
    assert.deepEqual((await ws.ask('/v1/credits/entries?kind=stolen')).pointers(), ['?kind']);
    const future = encodeURIComponent('2100-01-01T00:00:00Z');
    assert.deepEqual((await ws.ask(`/v1/credits/entries?after=${future}`)).as(CreditEntryList).data, []);
    assert.equal((await ws.ask(`/v1/credits/entries?before=${future}&kind=grant`)).as(CreditEntryList).data.length, 3);
  });
});

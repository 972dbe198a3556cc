import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Run, Workflow } from '../../packages/protocol/src/index.ts';
import { startApi, type Answer, type Api } from './start-api.ts';

let api: Api;
before(async () => {
  api = await startApi();
});
after(async () => api.close());

describe('starting a run', () => {
  it('answers 202 with the whole run, where it is and when to ask again', async () => {
    const answer = await api.request('/v1/runs', {
      body: { workflow: 'greet', input: { name: 'Ada' }, tags: ['a', 'b'], metadata: { n: 1 } },
    });
    assert.equal(answer.status, 202);
    const run = answer.as(Run);
    assert.equal(answer.headers.get('location'), `/v1/runs/${run.id}`);
    assert.equal(answer.headers.get('etag'), '"1"');
    assert.equal(answer.headers.get('retry-after'), '1');
    assert.equal(run.status, 'queued');
    assert.equal(run.seq, 1);
    assert.equal(run.finished, false);
    assert.deepEqual(run.tags, ['a', 'b']);
    assert.deepEqual(run.metadata, { n: 1 });
    assert.equal(run.trigger.type, 'api');
    assert.equal(run.output, null);
  });

  it('waits for the end when it is asked to, and then answers 200', async () => {
    const answer = await api.request('/v1/runs', {
      body: { workflow: 'greet', input: { name: 'Ada', times: 2 } },
      headers: { prefer: 'wait=30' },
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('preference-applied'), 'wait=30');
    assert.equal(answer.headers.get('retry-after'), null);
    const run = answer.as(Run);
    assert.equal(run.status, 'completed');
    assert.deepEqual(run.output, { greeting: 'Hello, Ada!Hello, Ada!' });
    assert.equal(run.progress.percent, 100);
  });

  it('answers 202 when the run has not ended in the time that was given', async () => {
    const answer = await api.request('/v1/runs', { body: { workflow: 'wait-for-go' }, headers: { prefer: 'wait=1' } });
    assert.equal(answer.status, 202);
    assert.equal(answer.as(Run).status, 'waiting');
  });

  it('takes the sample input when there is none', async () => {
    assert.deepEqual((await api.finish('greet')).output, { greeting: 'Hello, world!' });
  });

  it('starts by the path of the workflow as well, and by version', async () => {
    const { version } = (await api.request('/v1/workflows/greet')).as(Workflow);
    const named = await api.request('/v1/runs', { body: { workflow: `greet@${version}` } });
    assert.equal(named.as(Run).version, version);
    const byPath = await api.request('/v1/workflows/greet/runs', { body: { version, input: { name: 'x' } } });
    assert.equal(byPath.status, 202);
    assert.equal((await api.request('/v1/workflows/greet/runs', { body: { version: 'none' } })).status, 404);
    assert.equal((await api.request('/v1/workflows/nobody/runs', { body: {} })).status, 404);
  });

  it('numbers the runs of a workflow and ranks each for ever', async () => {
    const first = await api.start('anything');
    const second = await api.start('anything');
    assert.equal(second.run_number, first.run_number + 1);
    const again = (await api.request(`/v1/runs/${first.id}`)).as(Run);
    assert.equal(again.sample_rank, first.sample_rank);
    assert.notEqual(first.sample_rank, second.sample_rank);
  });

  it('keeps what it was given exactly, odd keys and large numbers included', async () => {
    const input = String.raw`{"__proto__":{"x":1},"constructor":2,"n":9007199254740991,"s":"\ud83d\ude00 \u0000"}`;
    const body = `{"workflow":"anything","input":${input}}`;
    const run = (await api.request('/v1/runs', { body, headers: { prefer: 'wait=30' } })).as(Run);
    const text = (await api.request(`/v1/runs/${run.id}?expand=input`)).text;
    assert.ok(text.includes('"__proto__":{"x":1}'));
    assert.ok(text.includes('9007199254740991'));
    assert.equal(JSON.stringify(run.output), JSON.stringify(JSON.parse(input)));
    assert.equal(Reflect.get({}, 'x'), undefined);
  });
});

async function send(key: string): Promise<Answer> {
  return api.request('/v1/runs', { body: { workflow: 'greet' }, headers: { 'idempotency-key': key } });
}

describe('an idempotency key', () => {
  it('gives the same run and the same bytes again, whatever became of the run', async () => {
    const first = await send('k-1');
    await api.until(first.as(Run).id, 'completed');
    const again = await send('k-1');
    assert.equal(again.status, 202);
    assert.equal(again.text, first.text);
    assert.equal(first.headers.get('idempotent-replayed'), null);
    assert.equal(again.headers.get('idempotent-replayed'), 'true');
    assert.equal(again.headers.get('etag'), first.headers.get('etag'));
  });

  it('is the same quoted, and for a body that only looks different', async () => {
    const one = await api.request('/v1/runs', {
      body: '{"workflow":"greet","input":{"name":"a","times":1}}',
      headers: { 'idempotency-key': 'k-2' },
    });
    const other = await api.request('/v1/runs', {
      body: '{ "input": {"times": 1, "name": "a"}, "workflow": "greet" }',
      headers: { 'idempotency-key': '"k-2"' },
    });
    assert.equal(other.text, one.text);
  });

  it('is refused with 422 for another request', async () => {
    await api.request('/v1/runs', { body: { workflow: 'greet' }, headers: { 'idempotency-key': 'k-3' } });
    const other = await api.request('/v1/runs', { body: { workflow: 'anything' }, headers: { 'idempotency-key': 'k-3' } });
    assert.equal(other.status, 422);
    assert.equal(other.code(), 'idempotency_mismatch');
  });

  it('starts one run for many requests at once: the others get it, or learn that it is being made', async () => {
    const answers = await Promise.all(
      Array.from({ length: 32 }, async () =>
        api.request('/v1/runs', { body: { workflow: 'greet' }, headers: { 'idempotency-key': 'k-4' } }),
      ),
    );
    const accepted = answers.filter(({ status }) => status === 202);
    assert.equal(new Set(accepted.map(({ text }) => text)).size, 1);
    for (const answer of answers.filter(({ status }) => status !== 202)) {
      assert.equal(answer.code(), 'idempotency_in_flight');
      assert.equal(answer.status, 409);
      assert.equal(answer.headers.get('retry-after'), '1');
    }
  });

  it('has 1 to 255 characters', async () => {
    assert.equal((await send('k'.repeat(255))).status, 202);
    const tooLong = await send('k'.repeat(256));
    assert.equal(tooLong.status, 400);
    assert.equal(tooLong.pointers()[0], 'header:idempotency-key');
    assert.equal((await send('""')).status, 400);
  });
});

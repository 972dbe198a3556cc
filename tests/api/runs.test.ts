import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startApi, type Api } from './start-api.ts';

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
    const run = answer.json();
    assert.equal(answer.headers.get('location'), `/v1/runs/${run['id']}`);
    assert.equal(answer.headers.get('etag'), '"1"');
    assert.equal(answer.headers.get('retry-after'), '1');
    assert.equal(run['status'], 'queued');
    assert.equal(run['seq'], 1);
    assert.equal(run['finished'], false);
    assert.deepEqual(run['tags'], ['a', 'b']);
    assert.deepEqual(run['metadata'], { n: 1 });
    assert.equal(run['trigger'].type, 'api');
    assert.equal(run['output'], null);
  });

  it('waits for the end when it is asked to, and then answers 200', async () => {
    const answer = await api.request('/v1/runs', {
      body: { workflow: 'greet', input: { name: 'Ada', times: 2 } },
      headers: { prefer: 'wait=30' },
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('preference-applied'), 'wait=30');
    assert.equal(answer.headers.get('retry-after'), null);
    const run = answer.json();
    assert.equal(run['status'], 'completed');
    assert.deepEqual(run['output'], { greeting: 'Hello, Ada!Hello, Ada!' });
    assert.equal(run['progress'].percent, 100);
  });

  it('answers 202 when the run has not ended in the time that was given', async () => {
    const answer = await api.request('/v1/runs', { body: { workflow: 'wait-for-go' }, headers: { prefer: 'wait=1' } });
    assert.equal(answer.status, 202);
    assert.equal(answer.json()['status'], 'waiting');
  });

  it('takes the sample input when there is none', async () => {
    assert.deepEqual((await api.finish('greet'))['output'], { greeting: 'Hello, world!' });
  });

  it('starts by the path of the workflow as well, and by version', async () => {
    const { version } = (await api.request('/v1/workflows/greet')).json();
    const named = await api.request('/v1/runs', { body: { workflow: `greet@${version}` } });
    assert.equal(named.json()['version'], version);
    const byPath = await api.request('/v1/workflows/greet/runs', { body: { version, input: { name: 'x' } } });
    assert.equal(byPath.status, 202);
    assert.equal((await api.request('/v1/workflows/greet/runs', { body: { version: 'none' } })).status, 404);
    assert.equal((await api.request('/v1/workflows/nobody/runs', { body: {} })).status, 404);
  });

  it('numbers the runs of a workflow and ranks each for ever', async () => {
    const first = await api.start('anything');
    const second = await api.start('anything');
    assert.equal(second['run_number'], first['run_number'] + 1);
    const again = (await api.request(`/v1/runs/${first['id']}`)).json();
    assert.equal(again['sample_rank'], first['sample_rank']);
    assert.notEqual(first['sample_rank'], second['sample_rank']);
  });

  it('keeps what it was given exactly, odd keys and large numbers included', async () => {
    const body = '{"workflow":"anything","input":{"__proto__":{"x":1},"constructor":2,"n":9007199254740991,"s":"\\ud83d\\ude00 \\u0000"}}';
    const run = (await api.request('/v1/runs', { body, headers: { prefer: 'wait=30' } })).json();
    const text = (await api.request(`/v1/runs/${run['id']}?expand=input`)).text;
    assert.ok(text.includes('"__proto__":{"x":1}'));
    assert.ok(text.includes('9007199254740991'));
    assert.equal(JSON.stringify(run['output']), JSON.stringify(JSON.parse(body).input));
    assert.equal(Reflect.get({}, 'x'), undefined);
  });
});

describe('an idempotency key', () => {
  it('gives the same run and the same bytes again, whatever became of the run', async () => {
    const send = async () =>
      api.request('/v1/runs', { body: { workflow: 'greet', input: { name: 'I' } }, headers: { 'idempotency-key': 'k-1' } });
    const first = await send();
    await api.until(first.json()['id'], 'completed');
    const again = await send();
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
    assert.equal(other.json()['code'], 'idempotency_mismatch');
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
      assert.equal(answer.json()['code'], 'idempotency_in_flight');
      assert.equal(answer.status, 409);
      assert.equal(answer.headers.get('retry-after'), '1');
    }
  });

  it('has 1 to 255 characters', async () => {
    const send = async (key: string) => api.request('/v1/runs', { body: { workflow: 'greet' }, headers: { 'idempotency-key': key } });
    assert.equal((await send('k'.repeat(255))).status, 202);
    const tooLong = await send('k'.repeat(256));
    assert.equal(tooLong.status, 400);
    assert.equal(tooLong.json()['errors'][0].pointer, 'header:idempotency-key');
    assert.equal((await send('""')).status, 400);
  });
});

describe('a poll', () => {
  it('is small, tagged with the seq, and 304 while nothing changes', async () => {
    const { id } = await api.finish('greet');
    const first = await api.request(`/v1/runs/${id}/status`);
    const status = first.json();
    assert.equal(status['status'], 'completed');
    assert.equal(status['finished'], true);
    assert.equal(status['poll_after_ms'], null);
    assert.equal(first.headers.get('etag'), `"${status['seq']}"`);
    const etag = first.headers.get('etag') ?? '';
    for (const path of [`/v1/runs/${id}/status`, `/v1/runs/${id}`, `/v1/runs/${id}/status?wait=0`]) {
      const unchanged = await api.request(path, { headers: { 'if-none-match': etag } });
      assert.equal(unchanged.status, 304, path);
      assert.equal(unchanged.text, '');
      assert.equal(unchanged.headers.get('etag'), etag);
    }
  });

  it('says the same ahead of the router and behind it', async () => {
    const { id } = await api.finish('deliver');
    const hot = await api.request(`/v1/runs/${id}/status`);
    const routed = await api.request(`/v1/runs/${id}/status?`);
    assert.equal(hot.text, routed.text);
    const names = (headers: Headers) => [...headers.keys()].filter((name) => name !== 'date').toSorted();
    assert.deepEqual(names(hot.headers), names(routed.headers));
  });

  it('waits for the next change when the client knows the run as it is', async () => {
    const { id } = await api.start('wait-for-go');
    await api.until(id, 'waiting');
    const known = await api.request(`/v1/runs/${id}/status`);
    const etag = known.headers.get('etag') ?? '';
    const next = api.request(`/v1/runs/${id}/status?wait=30`, { headers: { 'if-none-match': etag } });
    await api.request(`/v1/runs/${id}/signals/go`, { body: { payload: 'now' } });
    const changed = await next;
    assert.equal(changed.status, 200);
    assert.ok(changed.json()['seq'] > known.json()['seq']);
    const ended = await api.request(`/v1/runs/${id}`, { headers: { prefer: 'wait=30' } });
    assert.deepEqual(ended.json()['output'], { before: 'ready', heard: 'now' });
  });

  it('answers 304 when nothing changed in the time that was given', async () => {
    const { id } = await api.start('wait-for-go');
    await api.until(id, 'waiting');
    const etag = (await api.request(`/v1/runs/${id}/status`)).headers.get('etag') ?? '';
    const answer = await api.request(`/v1/runs/${id}/status`, { headers: { 'if-none-match': etag, prefer: 'wait=1' } });
    assert.equal(answer.status, 304);
    assert.equal(answer.headers.get('preference-applied'), 'wait=1');
  });

  it('never goes back, however it is asked', async () => {
    const { id } = await api.start('deliver');
    let last = 0;
    for (let finished = false; !finished;) {
      for (const path of [`/v1/runs/${id}/status`, `/v1/runs/${id}`, `/v1/runs/${id}/status`]) {
        const run = (await api.request(path)).json();
        assert.ok(run['seq'] >= last, `${path}: ${run['seq']} after ${last}`);
        last = run['seq'];
        finished = run['finished'];
      }
    }
  });
});

describe('reading a run', () => {
  it('gives what expand names and nothing else', async () => {
    const { id } = await api.finish('deliver');
    const plain = (await api.request(`/v1/runs/${id}`)).json();
    for (const name of ['input', 'steps', 'usage', 'artifacts', 'definition']) assert.equal(plain[name], undefined, name);
    const full = (await api.request(`/v1/runs/${id}?expand=input,steps,usage,artifacts,lineage,definition`)).json();
    assert.equal(full['input'], null);
    assert.equal(full['definition'].name, 'deliver');
    assert.equal(full['artifacts'].length, 1);
    assert.equal(full['usage'][0].cost_micros, 1500);
    assert.deepEqual(full['cost'], [{ currency: 'USD', total_micros: 1500, by_provider: { acme: 1500 } }]);
    assert.deepEqual(full['lineage'].children, []);
    assert.deepEqual(
      full['steps'].map((step: { op: string }) => step.op),
      ['map:double#1'],
    );
    assert.deepEqual(full['item_summary'], { input: 4, delivered: 2, dropped: 2, failed: 0, pending: 0, reasons: { odd: 2 } });
    assert.deepEqual(full['gap_report'], { input: 4, delivered: 2, unresolved: 2, reasons: [{ reason: 'odd', count: 2 }] });
    assert.deepEqual(
      full['stages'].map((stage: { name: string; status: string }) => [stage.name, stage.status]),
      [
        ['gather', 'completed'],
        ['write', 'completed'],
      ],
    );
  });

  it('refuses an expansion that it does not know', async () => {
    const { id } = await api.start('greet');
    const answer = await api.request(`/v1/runs/${id}?expand=input,secrets`);
    assert.equal(answer.status, 400);
    assert.equal(answer.json()['errors'][0].pointer, '?expand');
  });

  it('shows why a run failed', async () => {
    const run = await api.finish('fail-once');
    assert.equal(run['status'], 'failed');
    assert.equal(run['status_reason'], 'step_failed');
    assert.equal(run['error'].step, 'second');
    assert.match(run['error'].message, /not yet/);
  });

  it('lists steps with their attempts and, when asked, their results', async () => {
    const { id } = await api.finish('greet', { name: 'S' });
    const plain = (await api.request(`/v1/runs/${id}/steps`)).json();
    assert.equal(plain['data'][0].result, undefined);
    assert.equal(plain['data'][0].attempts.length, 1);
    const full = (await api.request(`/v1/runs/${id}/steps?expand=result`)).json();
    assert.equal(full['data'][0].result, 'Hello, S!');
  });
});

describe('the list of runs', () => {
  it('pages through everything once, newest first, by cursor and by link', async () => {
    const tag = 'paged';
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) ids.unshift((await api.start('anything', n, { tags: [tag] }))['id']);
    const seen: string[] = [];
    let path: string | null = `/v1/runs?tag=${tag}&limit=3`;
    while (path !== null) {
      const answer = await api.request(path);
      const page = answer.json();
      seen.push(...page['data'].map((run: { id: string }) => run.id));
      const link = /^<(.*)>; rel="next"$/.exec(answer.headers.get('link') ?? '');
      assert.equal(link === null, page['next_cursor'] === null);
      path = link?.[1] ?? null;
    }
    assert.deepEqual(seen, ids);
  });

  it('filters by workflow, status, tag, key and time together', async () => {
    const run = await api.finish('anything', 1, { tags: ['f1', 'f2'], concurrency_key: 'customer-7' });
    const find = async (query: string): Promise<string[]> =>
      (await api.request(`/v1/runs?${query}`)).json()['data'].map((found: { id: string }) => found.id);
    const created = encodeURIComponent(run['timing'].created_at);
    assert.ok((await find('tag=f1&status=completed,failed&workflow=anything&concurrency_key=customer-7')).includes(run['id']));
    assert.ok(!(await find('tag=f1&status=failed')).includes(run['id']));
    assert.ok(!(await find('tag=f1&workflow=greet')).includes(run['id']));
    assert.ok(!(await find(`tag=f1&created_before=2020-01-01T00:00:00Z`)).includes(run['id']));
    assert.ok((await find(`tag=f2&created_after=2020-01-01T00:00:00%2B01:00&version=${run['version']}`)).includes(run['id']));
    assert.equal((await find(`tag=f1&created_after=${created}&created_before=${created}`)).length <= 1, true);
  });

  it('refuses what it cannot understand, with the place', async () => {
    for (const [query, pointer] of [
      ['status=done', '?status'],
      ['limit=0', '?limit'],
      ['limit=101', '?limit'],
      ['created_after=yesterday', '?created_after'],
      ['offset=3', '?offset'],
      ['tag=a&tag=b', '?tag'],
      ['cursor=!!', '?cursor'],
    ]) {
      const answer = await api.request(`/v1/runs?${query}`);
      assert.equal(answer.status, 400, query);
      assert.equal(answer.json()['errors'][0]?.pointer, pointer, query);
    }
    assert.equal((await api.request('/v1/runs?limit=100')).status, 200);
  });
});

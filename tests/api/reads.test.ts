import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { Run, RunList, RunStatusView, StepList } from '../../packages/protocol/src/index.ts';
import { startApi, type Answer, type Api } from './start-api.ts';

let api: Api;
before(async () => {
  api = await startApi();
});
after(async () => api.close());

/** What the run and its status have in common. */
const Seen = z.object({ seq: z.int(), finished: z.boolean() });

/** The names of the headers that do not differ from one answer to the next. */
function namesOf({ headers }: Answer): readonly string[] {
  return [...headers.keys()].filter((name) => name !== 'date').toSorted();
}

describe('a poll', () => {
  it('is small, tagged with the seq, and 304 while nothing changes', async () => {
    const { id } = await api.finish('greet');
    const first = await api.request(`/v1/runs/${id}/status`);
    const status = first.as(RunStatusView);
    assert.equal(status.status, 'completed');
    assert.equal(status.finished, true);
    assert.equal(status.poll_after_ms, null);
    assert.equal(first.headers.get('etag'), `"${status.seq}"`);
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
    assert.deepEqual(namesOf(hot), namesOf(routed));
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
    assert.ok(changed.as(RunStatusView).seq > known.as(RunStatusView).seq);
    const ended = await api.request(`/v1/runs/${id}`, { headers: { prefer: 'wait=30' } });
    assert.deepEqual(ended.as(Run).output, { before: 'ready', heard: 'now' });
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
        const run = (await api.request(path)).as(Seen);
        assert.ok(run.seq >= last, `${path}: ${run.seq} after ${last}`);
        last = run.seq;
        finished = run.finished;
      }
    }
  });
});

describe('reading a run', () => {
  it('gives what expand names and nothing else', async () => {
    const { id } = await api.finish('deliver');
    const plain = (await api.request(`/v1/runs/${id}`)).as(Run);
    for (const name of ['input', 'steps', 'usage', 'artifacts', 'definition'] as const) assert.equal(plain[name], undefined, name);
    const full = (await api.request(`/v1/runs/${id}?expand=input,steps,usage,artifacts,lineage,definition`)).as(Run);
    assert.equal(full.input, null);
    assert.equal(full.definition?.name, 'deliver');
    assert.equal(full.artifacts?.length, 1);
    assert.equal(full.usage?.[0]?.cost_micros, 1500);
    assert.deepEqual(full.cost, [{ currency: 'USD', total_micros: 1500, by_provider: { acme: 1500 } }]);
    assert.deepEqual(full.lineage.children, []);
    assert.deepEqual(
      full.steps?.map(({ op }) => op),
      ['map:double#1'],
    );
    assert.deepEqual(full.item_summary, { input: 4, delivered: 2, dropped: 2, failed: 0, pending: 0, reasons: { odd: 2 } });
    assert.deepEqual(full.gap_report, { input: 4, delivered: 2, unresolved: 2, reasons: [{ reason: 'odd', count: 2 }] });
    assert.deepEqual(
      full.stages.map(({ name, status }) => [name, status]),
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
    assert.equal(answer.pointers()[0], '?expand');
  });

  it('shows why a run failed', async () => {
    const run = await api.finish('fail-once');
    assert.equal(run.status, 'failed');
    assert.equal(run.status_reason, 'step_failed');
    assert.equal(run.error?.step, 'second');
    assert.match(run.error?.message ?? '', /not yet/);
  });

  it('lists steps with their attempts and, when asked, their results', async () => {
    const { id } = await api.finish('greet', { name: 'S' });
    const plain = (await api.request(`/v1/runs/${id}/steps`)).as(StepList);
    assert.equal(plain.data[0]?.result, undefined);
    assert.equal(plain.data[0]?.attempts.length, 1);
    const full = (await api.request(`/v1/runs/${id}/steps?expand=result`)).as(StepList);
    assert.equal(full.data[0]?.result, 'Hello, S!');
  });
});

describe('the list of runs', () => {
  it('pages through everything once, newest first, by cursor and by link', async () => {
    const tag = 'paged';
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) ids.unshift((await api.start('anything', n, { tags: [tag] })).id);
    const seen: string[] = [];
    let path: string | null = `/v1/runs?tag=${tag}&limit=3`;
    while (path !== null) {
      const answer = await api.request(path);
      const page = answer.as(RunList);
      seen.push(...page.data.map(({ id }) => id));
      const link = /^<(.*)>; rel="next"$/.exec(answer.headers.get('link') ?? '');
      assert.equal(link === null, page.next_cursor === null);
      path = link?.[1] ?? null;
    }
    assert.deepEqual(seen, ids);
  });

  it('filters by workflow, status, tag, key and time together', async () => {
    const run = await api.finish('anything', 1, { tags: ['f1', 'f2'], concurrency_key: 'customer-7' });
    const find = async (query: string): Promise<string[]> => (await api.request(`/v1/runs?${query}`)).as(RunList).data.map(({ id }) => id);
    const created = encodeURIComponent(run.timing.created_at);
    assert.ok((await find('tag=f1&status=completed,failed&workflow=anything&concurrency_key=customer-7')).includes(run.id));
    assert.ok(!(await find('tag=f1&status=failed')).includes(run.id));
    assert.ok(!(await find('tag=f1&workflow=greet')).includes(run.id));
    assert.ok(!(await find(`tag=f1&created_before=2020-01-01T00:00:00Z`)).includes(run.id));
    assert.ok((await find(`tag=f2&created_after=2020-01-01T00:00:00%2B01:00&version=${run.version}`)).includes(run.id));
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
      assert.equal(answer.pointers()[0], pointer, query);
    }
    assert.equal((await api.request('/v1/runs?limit=100')).status, 200);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { RunList, VerdictHealth, type Run } from '../../packages/protocol/src/index.ts';
import { LIMITS } from '../../packages/millrace/src/domain/limits.ts';
import { startApi, type Api } from './start-api.ts';

let api: Api;
before(async () => {
  api = await startApi();
});
after(async () => api.close());

async function finished(): Promise<Run> {
  return api.finish('extract', { answer: { number: 'A-1', total: 118 } });
}

async function judge(id: string, body: object): Promise<void> {
  const answer = await api.request(`/v1/runs/${id}/verdict`, { method: 'PUT', body });
  assert.equal(answer.status, 200, answer.text);
}

async function list(query: string): Promise<readonly Run[]> {
  const answer = await api.request(`/v1/runs?limit=100&${query}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.as(RunList).data;
}

describe('a list of runs', () => {
  it('is filtered by what people said', async () => {
    const [right, wrong, open] = [await finished(), await finished(), await finished()];
    await judge(right.id, { verdict: 'correct' });
    await judge(wrong.id, { verdict: 'incorrect', status: 'wont_fix', corrections: [{ kind: 'field', path: '/total' }] });
    await judge(open.id, { note: 'Look at this.' });
    const of = async (query: string): Promise<readonly string[]> => {
      const ids = [right.id, wrong.id, open.id];
      return (await list(`ids=${ids.join(',')}&${query}`)).map(({ id }) => id);
    };
    assert.deepEqual(await of('verdict=correct'), [right.id]);
    assert.deepEqual(await of('verdict=none'), [open.id]);
    assert.deepEqual(await of('verdict_status=wont_fix'), [wrong.id]);
    assert.deepEqual(await of('has_corrections=true'), [wrong.id]);
    assert.deepEqual(await of('has_corrections=false&has_verdict=true'), [open.id, right.id]);
    assert.deepEqual(await of('has_verdict=false'), []);
  });

  it('is filtered by where runs come from and when they ended', async () => {
    const run = await finished();
    const end = Date.parse(run.timing.finished_at ?? '');
    const stamp = (ms: number): string => encodeURIComponent(new Date(end + ms).toISOString());
    const has = async (query: string): Promise<boolean> => (await list(query)).some(({ id }) => id === run.id);
    assert.deepEqual(
      await Promise.all(
        [
          `completed_after=${stamp(-1)}&completed_before=${stamp(1)}`,
          'workflows=extract,greet&trigger=api',
          `actor=${run.trigger.actor ?? ''}`,
          'sample_rate=1',
        ].map(has),
      ),
      [true, true, true, true],
    );
    assert.deepEqual(
      await Promise.all(
        [
          `completed_after=${stamp(0)}`,
          `completed_before=${stamp(0)}`,
          'workflows=greet',
          'trigger=cli',
          'actor=',
          'batch=x',
          'sample_rate=0',
        ].map(has),
      ),
      [false, false, false, false, false, false, false],
    );
  });

  it('is a sample by rank: the runs that say so themselves', async () => {
    const all = await list('workflow=extract');
    const wanted = all.filter((run) => run.sample_rank < 0.5).map(({ id }) => id);
    assert.deepEqual(
      (await list('workflow=extract&sample_rate=0.5')).map(({ id }) => id),
      wanted,
    );
  });

  it('refuses what it does not understand, with its name', async () => {
    for (const [query, name] of [
      ['verdict=fine', 'verdict'],
      ['verdict_status=new', 'verdict_status'],
      ['has_verdict=1', 'has_verdict'],
      ['has_corrections=yes', 'has_corrections'],
      ['sample_rate=1.5', 'sample_rate'],
      ['sample_rate=', 'sample_rate'],
      ['sample_rate=1.2.3', 'sample_rate'],
      ['trigger=me', 'trigger'],
      ['completed_after=yesterday', 'completed_after'],
      ['ids=a,,b', 'ids'],
      [`ids=${Array.from({ length: LIMITS.filterIds + 1 }, () => 'a').join(',')}`, 'ids'],
      [`workflows=${Array.from({ length: LIMITS.filterWorkflows + 1 }, () => 'a').join(',')}`, 'workflows'],
    ] as const) {
      const answer = await api.request(`/v1/runs?${query}`);
      assert.deepEqual([answer.code(), answer.pointers()], ['invalid_parameter', [`?${name}`]], query);
    }
    assert.equal((await api.request(`/v1/runs?ids=${Array.from({ length: LIMITS.filterIds }, () => 'a').join(',')}`)).status, 200);
    assert.equal(
      (await api.request(`/v1/runs?workflows=${Array.from({ length: LIMITS.filterWorkflows }, () => 'a').join(',')}`)).status,
      200,
    );
  });
});

describe('the health of a workflow', () => {
  it('says how often its runs were right, as far as people looked', async () => {
    const at = (await api.request('/v1/workflows/extract/verdict-health')).as(VerdictHealth).totals;
    for (const verdict of ['correct', 'correct', 'correct', 'incorrect', null]) {
      const { id } = await finished();
      await judge(id, { verdict });
    }
    await finished();
    const health = (await api.request('/v1/workflows/extract/verdict-health?bucket=month&rolling_window=2')).as(VerdictHealth);
    const { totals } = health;
    assert.equal(totals.finished, at.finished + 6);
    assert.equal(totals.judged, at.judged + 4);
    assert.equal(totals.unjudged, at.unjudged + 1);
    assert.equal(totals.correctness, totals.correct / totals.judged);
    assert.equal(totals.coverage, totals.judged / totals.finished);
    assert.ok(totals.confidence !== null && totals.correctness !== null);
    assert.ok(totals.confidence.lower < totals.correctness && totals.correctness < totals.confidence.upper);
    assert.equal(
      health.buckets.reduce((sum, { correct }) => sum + correct, 0),
      totals.correct,
    );
    assert.deepEqual(
      health.rolling.slice(-3).map(({ correctness }) => correctness),
      [1, 1, 0.5],
    );
    assert.equal(health.rolling.length, totals.judged);
  });

  it('is asked for a range of at most 400 days of a workflow that is there', async () => {
    const path = '/v1/workflows/extract/verdict-health';
    assert.equal((await api.request('/v1/workflows/nowhere/verdict-health')).status, 404);
    const to = '2026-01-01T00:00:00Z';
    const daysBefore = (days: number): string => new Date(Date.parse(to) - days * 86_400_000).toISOString();
    assert.equal((await api.request(`${path}?to=${to}&from=${daysBefore(LIMITS.healthRangeMs / 86_400_000)}`)).status, 200);
    assert.equal(
      (await api.request(`${path}?to=${to}&from=${daysBefore(LIMITS.healthRangeMs / 86_400_000 + 1)}`)).code(),
      'invalid_parameter',
    );
    assert.equal((await api.request(`${path}?to=${to}&from=${to}`)).code(), 'invalid_parameter');
    assert.equal((await api.request(`${path}?bucket=year`)).code(), 'invalid_parameter');
    assert.equal((await api.request(`${path}?rolling_window=${LIMITS.rollingWindow + 1}`)).code(), 'invalid_parameter');
    assert.equal((await api.request(`${path}?rolling_window=1000&min_rolling=1000`)).status, 200);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { EvaluatorScoreList, EventList, RecordPage, RecordSetList, Run, RunList, Workflow } from '../../packages/protocol/src/index.ts';
import { startApi, type Api } from './start-api.ts';

let api: Api;
before(async () => {
  api = await startApi();
});
after(async () => api.close());

/** A run of the example, when it has ended. */
async function ofExample(example: string): Promise<Run> {
  const answer = await api.request('/v1/runs', { body: { workflow: 'extract', example }, headers: { prefer: 'wait=30' } });
  assert.equal(answer.status, 200, answer.text);
  return answer.as(Run);
}

/** What a start answers that is refused. */
async function startWith(body: object): Promise<readonly unknown[]> {
  const answer = await api.request('/v1/runs', { body: { workflow: 'extract', ...body } });
  return [answer.status, answer.code(), answer.pointers()];
}

describe('a run of an example', () => {
  it('takes the input of the example and is scored against its expected output', async () => {
    const run = await ofExample('ex-right');
    assert.deepEqual(run.example, { id: 'ex-right', name: 'A plain invoice' });
    assert.deepEqual(run.evaluation, { score: 1, passed: true });
    const { input } = (await api.request(`/v1/runs/${run.id}?expand=input`)).as(Run);
    assert.deepEqual(input, { answer: { number: 'A-1', total: 119, lines: [{ text: 'Paper', price: 100 }] } });
  });

  it('is found by the name of the example as well as by its id', async () => {
    assert.deepEqual((await ofExample('A plain invoice')).example, { id: 'ex-right', name: 'A plain invoice' });
    assert.deepEqual((await ofExample('nearly')).example, { id: 'nearly', name: 'nearly' });
  });

  it('says what of the output was different, evaluator by evaluator', async () => {
    const run = await ofExample('nearly');
    assert.deepEqual(run.evaluation, { score: 0.75, passed: true });
    const { data } = (await api.request(`/v1/runs/${run.id}/evaluations`)).as(EvaluatorScoreList);
    assert.deepEqual(
      data.map(({ name, weight, score, passed, compared, matching }) => [name, weight, score, passed, compared, matching]),
      [
        ['total', 3, 1, true, 1, 1],
        ['number', 1, 0, false, 1, 0],
      ],
    );
    assert.deepEqual(data[1]?.differences, [{ pointer: '/number', kind: 'changed', expected: 'A-1', actual: 'B-2' }]);
  });

  it('scores 0 when it fails, and is not scored when it is cancelled', async () => {
    const failed = await ofExample('breaks');
    assert.deepEqual([failed.status, failed.evaluation], ['failed', { score: 0, passed: false }]);
    assert.deepEqual((await api.request(`/v1/runs/${failed.id}/evaluations`)).as(EvaluatorScoreList).data, []);
    const answer = await api.request('/v1/runs', { body: { workflow: 'extract', example: 'waits' } });
    const { id } = answer.as(Run);
    await api.until(id, 'waiting');
    await api.request(`/v1/runs/${id}:cancel`, { method: 'POST' });
    assert.equal((await api.until(id, 'cancelled')).evaluation, null);
  });

  it('has its score in the same moment as its end, in its log', async () => {
    const { id } = await ofExample('nearly');
    const { data } = (await api.request(`/v1/runs/${id}/events`)).as(EventList);
    assert.deepEqual(
      data.slice(-2).map(({ type }) => type),
      ['evaluation.recorded', 'run.finished'],
    );
    assert.deepEqual(data.at(-2)?.data, { score: 0.75, passed: true });
    assert.ok(data.some(({ type }) => type === 'evaluation.planned'));
  });

  it('is an example of the same when it is retried or rerun, and none with another input', async () => {
    const failed = await ofExample('breaks');
    const retry = await api.request(`/v1/runs/${failed.id}:retry`, { body: {}, headers: { prefer: 'wait=30' } });
    assert.deepEqual([retry.as(Run).example?.id, retry.as(Run).evaluation?.score], ['breaks', 0]);
    const right = await ofExample('ex-right');
    const again = await api.request(`/v1/runs/${right.id}:rerun`, { body: {}, headers: { prefer: 'wait=30' } });
    assert.deepEqual([again.as(Run).example?.id, again.as(Run).evaluation?.score], ['ex-right', 1]);
    const other = await api.request(`/v1/runs/${right.id}:rerun`, { body: { input: { answer: 1 } }, headers: { prefer: 'wait=30' } });
    assert.deepEqual([other.as(Run).example, other.as(Run).evaluation], [null, null]);
  });

  it('cannot be of an example that is not there, or have an input besides', async () => {
    assert.deepEqual(await startWith({ example: 'nowhere' }), [422, 'invalid_request', ['/example']]);
    assert.deepEqual(await startWith({ example: 'nearly', input: {} }), [422, 'invalid_request', ['/example']]);
    assert.deepEqual(await startWith({ workflow: 'greet', example: 'nearly' }), [422, 'invalid_request', ['/example']]);
    assert.deepEqual(await startWith({ example: 'misfit' }), [422, 'invalid_input', ['/input/breaks']]);
  });

  it('is one run for one idempotency key, and another example is another request', async () => {
    const headers = { 'idempotency-key': 'one-example', prefer: 'wait=30' };
    const first = await api.request('/v1/runs', { body: { workflow: 'extract', example: 'nearly' }, headers });
    const again = await api.request('/v1/runs', { body: { workflow: 'extract', example: 'nearly' }, headers });
    assert.equal(first.as(Run).id, again.as(Run).id);
    const other = await api.request('/v1/runs', { body: { workflow: 'extract', example: 'ex-right' }, headers });
    assert.equal(other.code(), 'idempotency_mismatch');
  });

  it('is listed by its example', async () => {
    const { id } = await ofExample('ex-right');
    const { data } = (await api.request('/v1/runs?example=ex-right')).as(RunList);
    assert.ok(data.some((run) => run.id === id));
    assert.ok(data.every((run) => run.example?.id === 'ex-right'));
  });
});

describe('a workflow', () => {
  it('shows its examples without their inputs and outputs, and how they are scored', async () => {
    const workflow = (await api.request('/v1/workflows/extract')).as(Workflow);
    assert.deepEqual(workflow.examples[0], { id: 'ex-right', name: 'A plain invoice', metadata: { pages: 1 } });
    assert.deepEqual(
      workflow.examples.map(({ id }) => id),
      ['ex-right', 'nearly', 'breaks', 'waits', 'misfit'],
    );
    assert.equal(workflow.evaluation?.pass_threshold, 0.75);
    assert.deepEqual(
      workflow.evaluation?.evaluators.map(({ name, weight, paths, numeric_tolerance: tolerance }) => [name, weight, paths, tolerance]),
      [
        ['total', 3, ['/total'], 1e-6],
        ['number', 1, ['/number'], 1e-6],
      ],
    );
  });

  it('without examples is not scored', async () => {
    assert.deepEqual((await api.request('/v1/workflows/greet')).as(Workflow).evaluation, null);
    const run = await api.finish('greet');
    assert.deepEqual([run.example, run.evaluation], [null, null]);
    assert.deepEqual((await api.request(`/v1/runs/${run.id}/evaluations`)).as(EvaluatorScoreList).data, []);
  });
});

describe('the rows of a record set', () => {
  it('are counted by what became of them', async () => {
    const { id } = await ofExample('ex-right');
    const { data } = (await api.request(`/v1/runs/${id}/records`)).as(RecordSetList);
    assert.deepEqual(
      data.map(({ name, count, outcomes }) => ({ name, count, outcomes })),
      [
        { name: 'lines', count: 4, outcomes: { delivered: 2, dropped: 1, failed: 1 } },
        { name: 'plain', count: 3, outcomes: null },
      ],
    );
  });

  it('come without outcomes unless they are asked for, and then in the same order', async () => {
    const { id } = await ofExample('ex-right');
    const rows = `/v1/runs/${id}/records/lines`;
    assert.deepEqual((await api.request(rows)).as(RecordPage), { data: ['a', 'b', 'c', 'd'], next_cursor: null });
    assert.deepEqual((await api.request(`${rows}?outcomes=true&limit=3`)).as(RecordPage), {
      data: ['a', 'b', 'c'],
      next_cursor: '3',
      outcomes: [
        { index: 0, outcome: 'delivered', reason: null },
        { index: 1, outcome: 'dropped', reason: 'no price for b' },
        { index: 2, outcome: 'delivered', reason: null },
      ],
    });
    const plain = (await api.request(`/v1/runs/${id}/records/plain?outcomes=true&limit=1`)).as(RecordPage);
    assert.deepEqual(plain.outcomes, [{ index: 0, outcome: null, reason: null }]);
  });

  it('can be picked by their outcome, page by page', async () => {
    const { id } = await ofExample('ex-right');
    const rows = `/v1/runs/${id}/records/lines`;
    const first = (await api.request(`${rows}?outcome=delivered&limit=1`)).as(RecordPage);
    assert.deepEqual(first, { data: ['a'], next_cursor: '2' });
    const second = (await api.request(`${rows}?outcome=delivered&limit=1&cursor=2`)).as(RecordPage);
    assert.deepEqual(second, { data: ['c'], next_cursor: null });
    assert.deepEqual((await api.request(`/v1/runs/${id}/records/plain?outcome=failed`)).as(RecordPage).data, []);
    assert.equal((await api.request(`${rows}?outcome=lost`)).code(), 'invalid_parameter');
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Artifact, ArtifactList, EventList, Run, Verdict } from '../../packages/protocol/src/index.ts';
import { startApi, type Answer, type Api } from './start-api.ts';

let api: Api;
before(async () => {
  api = await startApi();
});
after(async () => api.close());

const ANSWER = { number: 'A-1', total: 118 };

async function finished(): Promise<Run> {
  return api.finish('extract', { answer: ANSWER });
}

async function judge(id: string, body: object, headers: { readonly [name: string]: string } = {}): Promise<Answer> {
  return api.request(`/v1/runs/${id}/verdict`, { method: 'PUT', body, headers });
}

async function read(id: string): Promise<Run> {
  return (await api.request(`/v1/runs/${id}`)).as(Run);
}

describe('a verdict', () => {
  it('is given, read, changed in part and withdrawn, and changes the ETag of its run each time', async () => {
    const { id, seq } = await finished();
    assert.equal((await api.request(`/v1/runs/${id}/verdict`)).status, 404);
    const corrections = [{ kind: 'field', path: '/total', original_value: 118, corrected_value: 119, label: 'Total' }];
    const given = await judge(id, {
      verdict: 'incorrect',
      note: 'Tax is missing.',
      corrected_output: { ...ANSWER, total: 119 },
      corrections,
    });
    assert.equal(given.status, 200, given.text);
    assert.equal(given.headers.get('etag'), `"${seq + 1}"`);
    const verdict = given.as(Verdict);
    assert.deepEqual([verdict.verdict, verdict.status, verdict.note, verdict.closed_at], ['incorrect', 'open', 'Tax is missing.', null]);
    assert.deepEqual(verdict.corrected_output, { number: 'A-1', total: 119 });
    assert.deepEqual(verdict.corrections, [
      { ...corrections[0], id: verdict.corrections[0]?.id, note: null, corrected_artifact_path: null },
    ]);
    assert.deepEqual((await read(id)).verdict, { verdict: 'incorrect', status: 'open', has_note: true, corrections: 1 });
    assert.deepEqual((await api.request(`/v1/runs/${id}/verdict`)).as(Verdict), verdict);

    const closed = (await judge(id, { status: 'wont_fix', closed_note: 'A rare form.' })).as(Verdict);
    assert.deepEqual(
      [closed.verdict, closed.status, closed.closed_note, closed.note],
      ['incorrect', 'wont_fix', 'A rare form.', verdict.note],
    );
    assert.deepEqual(
      [closed.corrections, closed.created_at, closed.closed_by],
      [verdict.corrections, verdict.created_at, verdict.reviewed_by],
    );

    const cleared = (await judge(id, { verdict: null, note: null, corrected_output: null, corrections: [] })).as(Verdict);
    assert.deepEqual([cleared.verdict, cleared.note, cleared.corrected_output, cleared.corrections], [null, null, null, []]);

    const gone = await api.request(`/v1/runs/${id}/verdict`, { method: 'DELETE' });
    assert.equal(gone.status, 204);
    const run = await read(id);
    assert.deepEqual([run.verdict, run.status, run.seq], [null, 'completed', seq + 4]);
    assert.deepEqual(run.output, ANSWER);
    assert.equal((await api.request(`/v1/runs/${id}/verdict`, { method: 'DELETE' })).status, 404);
  });

  it('closes a run that was right, and leaves one open that was not', async () => {
    const { id } = await finished();
    assert.equal((await judge(id, { verdict: 'correct' })).as(Verdict).status, 'closed');
    assert.equal((await judge(id, { verdict: 'incorrect' })).as(Verdict).status, 'open');
  });

  it('is for runs that have ended, however they ended', async () => {
    const failed = await api.finish('extract', { answer: null, breaks: true });
    assert.equal((await judge(failed.id, { verdict: 'incorrect' })).status, 200);
    const { id } = await api.start('extract', { answer: null, waits: true });
    await api.until(id, 'waiting');
    assert.equal((await judge(id, { verdict: 'correct' })).code(), 'run_not_finished');
    const file = await api.request(`/v1/runs/${id}/expected/a.txt`, {
      method: 'PUT',
      body: 'x',
      headers: { 'content-type': 'text/plain' },
    });
    assert.equal(file.code(), 'run_not_finished');
  });

  it('is not given by somebody who has not seen the run as it is', async () => {
    const { id, seq } = await finished();
    assert.equal((await judge(id, { verdict: 'correct' }, { 'if-match': `"${seq}"` })).status, 200);
    const late = await judge(id, { verdict: 'incorrect' }, { 'if-match': `"${seq}"` });
    assert.deepEqual([late.status, late.code()], [412, 'precondition_failed']);
    assert.equal((await read(id)).verdict?.verdict, 'correct');
    assert.equal((await judge(id, {}, { 'if-match': 'W/"1"' })).code(), 'invalid_parameter');
    assert.equal((await judge(id, {}, { 'if-match': '*' })).status, 200);
  });

  it('takes every one of many judgements that come at the same time', async () => {
    const { id, seq } = await finished();
    const notes = Array.from({ length: 8 }, (_, index) => `note ${index}`);
    const answers = await Promise.all(notes.map(async (note) => judge(id, { note })));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal((await read(id)).seq, seq + notes.length);
  });

  it('is refused with the place of what is wrong', async () => {
    const { id } = await finished();
    const wrong = async (body: object): Promise<readonly unknown[]> => {
      const answer = await judge(id, body);
      return [answer.status, ...answer.pointers()];
    };
    assert.deepEqual(await wrong({ verdict: 'fine' }), [422, '/verdict']);
    assert.deepEqual(await wrong({ corrections: [{ kind: 'field', path: 'total' }] }), [422, '/corrections/0/path']);
    assert.deepEqual(await wrong({ corrections: [{ kind: 'file', path: '../a' }] }), [422, '/corrections/0/path']);
    const one = { id: 'a', kind: 'field', path: '/total' };
    assert.deepEqual(await wrong({ corrections: [one, one] }), [422, '/corrections/1/id']);
    assert.deepEqual(await wrong({ reviewer: 'ann' }), [422, '/reviewer']);
  });

  it('stands in the log of its run, which a stream still gives out', async () => {
    const { id, seq } = await finished();
    await judge(id, { verdict: 'correct', note: 'Good.' });
    const { data } = (await api.request(`/v1/runs/${id}/events?after=${seq}`)).as(EventList);
    assert.deepEqual(
      data.map(({ type, data: told }) => [type, told['verdict'], told['note'], told['status']]),
      [['verdict.given', 'correct', 'Good.', 'closed']],
    );
    const stream = await fetch(`${api.url}/v1/runs/${id}/events?after=${seq - 1}`, {
      headers: { authorization: `Bearer ${api.key}`, accept: 'text/event-stream' },
    });
    const text = await stream.text();
    assert.match(text, /event: run\.finished/);
    assert.match(text, /event: verdict\.given/);
  });

  it('is nobody else’s business', async () => {
    const { id } = await finished();
    await judge(id, { verdict: 'correct' });
    for (const [method, path, body] of [
      ['GET', 'verdict', undefined],
      ['PUT', 'verdict', { verdict: 'correct' }],
      ['DELETE', 'verdict', undefined],
      ['GET', 'evaluations', undefined],
      ['GET', 'expected', undefined],
      ['POST', 'expected', { from: 'invoice.csv', name: 'a' }],
    ] as const) {
      const answer = await api.request(`/v1/runs/${id}/${path}`, { method, body, key: api.strangerKey });
      assert.equal(answer.status, 404, `${method} ${path}`);
    }
    assert.equal((await read(id)).verdict?.verdict, 'correct');
  });
});

async function put(id: string, name: string, body: string): Promise<Answer> {
  return api.request(`/v1/runs/${id}/expected/${name}`, { method: 'PUT', body, headers: { 'content-type': 'text/csv' } });
}

describe('an expected file', () => {
  it('is handed in, replaced, downloaded and removed', async () => {
    const { id, seq } = await finished();
    const first = await put(id, 'sub/right.csv', 'number;total\n');
    assert.equal(first.status, 201, first.text);
    const artifact = first.as(Artifact);
    assert.deepEqual(
      [artifact.path, artifact.role, artifact.media_type, artifact.size_bytes],
      ['expected/sub/right.csv', 'expected', 'text/csv', 13],
    );
    assert.equal((await put(id, 'sub/right.csv', 'number\n')).status, 201);
    assert.equal((await api.request(`/v1/runs/${id}/artifacts/expected/sub/right.csv`)).text, 'number\n');
    assert.equal((await read(id)).seq, seq + 2);
    const gone = await api.request(`/v1/runs/${id}/expected/sub/right.csv`, { method: 'DELETE' });
    assert.equal(gone.status, 204);
    assert.equal((await api.request(`/v1/runs/${id}/artifacts/expected/sub/right.csv`)).status, 404);
    assert.equal((await api.request(`/v1/runs/${id}/expected/sub/right.csv`, { method: 'DELETE' })).status, 404);
  });

  it('may be a copy of a file that the run made', async () => {
    const { id } = await finished();
    const copy = await api.request(`/v1/runs/${id}/expected`, { body: { from: 'invoice.csv', name: 'invoice.csv' } });
    assert.equal(copy.status, 201, copy.text);
    assert.equal((await api.request(`/v1/runs/${id}/artifacts/expected/invoice.csv`)).text, 'number;total\nA-1;119\n');
    assert.equal((await api.request(`/v1/runs/${id}/expected`, { body: { from: 'invoice.csv', name: 'invoice.csv' } })).code(), 'conflict');
    const unknown = await api.request(`/v1/runs/${id}/expected`, { body: { from: 'other.csv', name: 'b.csv' } });
    assert.deepEqual([unknown.code(), unknown.pointers()], ['invalid_request', ['/from']]);
    const { data } = (await api.request(`/v1/runs/${id}/expected`)).as(ArtifactList);
    assert.deepEqual(
      data.map(({ path }) => path),
      ['expected/invoice.csv'],
    );
  });

  it('takes another name, unless that is taken', async () => {
    const { id } = await finished();
    await put(id, 'a.csv', 'a');
    await put(id, 'b.csv', 'b');
    const rename = async (from: string, to: string): Promise<Answer> =>
      api.request(`/v1/runs/${id}/expected:rename`, { body: { from, to } });
    assert.equal((await rename('a.csv', 'c.csv')).as(Artifact).path, 'expected/c.csv');
    assert.equal((await rename('c.csv', 'c.csv')).status, 200);
    assert.equal((await rename('c.csv', 'b.csv')).code(), 'conflict');
    assert.equal((await rename('a.csv', 'd.csv')).code(), 'not_found');
    assert.equal((await rename('c.csv', '../d.csv')).code(), 'invalid_request');
    assert.equal((await api.request(`/v1/runs/${id}/artifacts/expected/c.csv`)).text, 'a');
  });

  it('leaves the files alone that the run made', async () => {
    const { id } = await finished();
    assert.equal((await api.request(`/v1/runs/${id}/expected/..%2Finvoice.csv`, { method: 'DELETE' })).code(), 'invalid_parameter');
    assert.equal((await api.request(`/v1/runs/${id}/artifacts/invoice.csv`)).status, 200);
  });
});

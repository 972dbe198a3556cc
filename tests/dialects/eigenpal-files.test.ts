import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { begin, look, ourId, shownId } from './eigenpal/look.ts';
import { Accepted, ExpectedFile, ExpectedFiles, ReviewDetail, RunBody } from './eigenpal/run-schemas.ts';
import { ErrorBody, FileBody, UploadSession } from './eigenpal/schemas.ts';
import { ServedDialect } from './served-dialect.ts';

const served = await ServedDialect.start('eigenpal');
const RUNS = '/api/v1/runs';
const TARGET = 'workflows.extract-contract';
const PAPER = 'This contract is between A and B.';

const form = (fields: { readonly [name: string]: string }, files: readonly (readonly [string, string, string])[] = []): FormData => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const [name, filename, text] of files) body.append(name, new Blob([text], { type: 'text/plain' }), filename);
  return body;
};

async function completed(): Promise<string> {
  const id = await begin(served, { target: TARGET, input: {}, metadata: { client: 'Acme' } });
  await served.status(id, 'completed');
  return id;
}

/** How many files the workflow was given, by its own account. */
async function filesSeen(id: string): Promise<string> {
  await served.status(id, 'completed');
  return (await served.ask(`${RUNS}/${shownId(id)}/artifacts/notes.txt`)).text;
}

test('files come as parts of a form, by id, or inside of the JSON, and end up in the input', async () => {
  const parts = form({ target: TARGET, input: '{"pages":2}', metadata: '{"client":"Acme"}' }, [['files.contract', 'contract.txt', PAPER]]);
  const sent = await begin(served, parts);
  assert.equal(await filesSeen(sent), '1 files');
  const { expanded, run } = await look(served, sent);
  const { args, files } = z
    .object({ args: z.object({ papers: z.object({ $fileId: z.string() }) }), files: z.array(z.unknown()) })
    .parse(expanded.input);
  assert.deepEqual(files, [{ name: 'contract.txt' }]);
  assert.ok(run.finished);
  assert.deepEqual(
    run.files.filter(({ role }) => role === 'input').map(({ path, size, contentType }) => [path, size, contentType]),
    [['input/contract.txt', PAPER.length, 'text/plain']],
  );
  assert.equal((await served.ask(`${RUNS}/${run.id}/artifacts/input/contract.txt`)).text, PAPER);

  const again = { $fileId: args.papers.$fileId };
  const inline = { $inline: { filename: 'page two.txt', mimeType: 'text/plain', base64: Buffer.from(PAPER).toString('base64') } };
  assert.equal(await filesSeen(await begin(served, { target: TARGET, files: { contract: again } })), '1 files');
  assert.equal(await filesSeen(await begin(served, { target: TARGET, files: { contract: [again, inline] } })), '2 files');
  const two = form({ target: TARGET }, [
    ['files.contract', 'one.txt', PAPER],
    ['files.contract', 'two.txt', PAPER],
  ]);
  assert.equal(await filesSeen(await begin(served, two)), '2 files');
});

test('an invoice of the client is read as well as a shipped one', async () => {
  const text = ['INVOICE', 'Invoice number: X-1', 'Invoice date: 2026-01-02', 'Total: 12.00 EUR'].join('\n');
  const answer = await served.ask(`${RUNS}?wait_for_completion=20`, {
    body: form({ target: 'workflows.invoices' }, [['files.file', 'mine.txt', text]]),
  });
  assert.equal(answer.status, 200, answer.text);
  const run = answer.as(RunBody);
  assert.ok(run.finished, answer.text);
  assert.equal(run.execution.status, 'completed', run.error ?? '');
  assert.equal(run.output?.['invoice_number'], 'X-1');
});

test('reusable files are uploaded, read and downloaded', async () => {
  const session = (await served.ask('/v1/files/uploads', { body: { filename: 'a.txt', contentType: 'text/plain', size: 3 } })).as(
    UploadSession,
  );
  const answer = await served.ask(session.url, { body: form({ purpose: 'run-input' }, [['file', 'a.txt', 'abc']]) });
  assert.equal(answer.status, 200, answer.text);
  const file = answer.as(FileBody);
  assert.deepEqual([file.filename, file.size, file.contentType], ['a.txt', 3, 'text/plain']);
  assert.deepEqual((await served.ask(`/api/v1/files/${file.id}`)).as(FileBody), file);
  assert.equal((await served.ask(`/api/v1/files/${file.id}/content`)).text, 'abc');
  assert.equal((await served.ask(`/api/v1/files/${file.id}`, { key: await served.strangerKey() })).status, 404);
  assert.equal((await served.ask('/v1/files/uploads', { body: { filename: 'a', contentType: 'b', size: 1e12 } })).status, 413);
  const run = await begin(served, { target: TARGET, files: { contract: { $fileId: file.id } } });
  const gone = await served.ask(`/api/v1/files/${file.id}`, { method: 'DELETE' });
  assert.deepEqual([gone.status, JSON.parse(gone.text)], [200, { deleted: true }]);
  assert.equal((await served.ask(`/api/v1/files/${file.id}`)).status, 404);
  assert.equal((await served.ask(`/api/v1/files/${file.id}`, { method: 'DELETE' })).status, 404);
  await served.status(run, 'completed');
  assert.equal((await served.ask(`${RUNS}/${shownId(run)}/artifacts/input/a.txt`)).text, 'abc');
});

test('the files of a run come as a ZIP of its output, or with the corrected ones', async () => {
  const id = await completed();
  const artifacts = `${RUNS}/${shownId(id)}/artifacts`;
  const names = async (query: string): Promise<readonly string[]> => {
    const answer = await served.ask(`${artifacts}?${query}`);
    assert.equal(answer.status, 200, answer.text);
    return Object.keys(unzipSync(new Uint8Array(answer.bytes)));
  };
  const outputs = ['output/parties.json', 'output/report/summary.txt'];
  assert.deepEqual(await names('zip=1'), outputs);
  await served.ask(`${RUNS}/${shownId(id)}/reviews/expected`, { body: form({}, [['file', 'parties.json', '["A"]']]) });
  assert.deepEqual((await names('zip=1&bundle=review')).toSorted(), ['expected/parties.json', ...outputs]);
  for (const query of ['zip=2', 'bundle=review', 'zip=1&bundle=all']) {
    assert.equal((await served.ask(`${artifacts}?${query}`)).status, 400, query);
  }
  assert.equal((await served.ask(`${artifacts}?zip=1&token=x`, { key: null })).status, 401);
});

test('a review is given, changed, corrected and cleared, and shows on the run', async () => {
  const id = await completed();
  const path = `${RUNS}/${shownId(id)}/reviews`;
  const put = async (body: object) => {
    const answer = await served.ask(path, { method: 'PUT', body });
    assert.equal(answer.status, 200, answer.text);
    return answer.as(ReviewDetail).review;
  };
  assert.equal((await look(served, id)).review, null);
  const correction = { kind: 'field', path: '/parties/1', originalValue: 'B', correctedValue: 'C', note: 'misread' };
  const first = await put({
    verdict: 'incorrect',
    note: 'One is wrong.',
    correctedOutput: { parties: ['A', 'C'] },
    corrections: [correction],
  });
  assert.deepEqual([first?.status, first?.closedAt, first?.corrections.length], ['open', null, 1]);
  const seen = await look(served, id);
  assert.deepEqual(seen.run.execution.review, { verdict: 'incorrect', status: 'open', hasNote: true, correctionCount: 1 });
  assert.deepEqual(seen.expanded.execution.review, first);
  assert.deepEqual(seen.expanded.execution.expected, { output: { parties: ['A', 'C'] }, files: [] });
  const closed = await put({ verdict: 'correct' });
  assert.deepEqual([closed?.status, closed?.note, closed?.corrections[0]?.id], ['closed', 'One is wrong.', first?.corrections[0]?.id]);
  assert.ok(closed?.closedAt !== null && closed?.closedBy !== null);
  const emptied = await put({ corrections: [], note: null, correctedOutput: null, status: 'wont_fix' });
  assert.deepEqual([emptied?.status, emptied?.note, emptied?.correctedOutput, emptied?.corrections], ['wont_fix', '', null, []]);
  for (const query of ['hasReview=true', 'reviewStatus=wont_fix', 'reviewVerdict=correct', 'reviewUpdatedAfter=now-1h']) {
    const { runs } = (await served.ask(`${RUNS}?${query}`)).as(z.object({ runs: z.array(z.object({ id: z.string() })) }));
    assert.deepEqual(
      runs.map((run) => run.id),
      [shownId(id)],
      query,
    );
  }
  assert.equal((await served.ask(path, { method: 'DELETE' })).as(ReviewDetail).review, null);
  assert.equal((await look(served, id)).run.execution.review, null);
  assert.equal((await served.ask(path, { method: 'DELETE' })).status, 200);
});

test('corrected files are uploaded, copied, renamed, downloaded and removed', async () => {
  const id = await completed();
  const path = `${RUNS}/${shownId(id)}/reviews/expected`;
  const list = async () =>
    (await served.ask(path))
      .as(ExpectedFiles)
      .files.map(({ name }) => name)
      .toSorted();
  const uploaded = await served.ask(path, { body: form({ name: 'fixed/parties.json' }, [['file', 'parties.json', '["A","C"]']]) });
  assert.deepEqual([uploaded.status, uploaded.as(ExpectedFile).name], [201, 'fixed/parties.json']);
  const copied = await served.ask(path, { body: { outputFileName: 'parties.json', expectedName: 'as-it-was.json' } });
  assert.deepEqual([copied.status, copied.as(ExpectedFile).name], [201, 'as-it-was.json']);
  assert.deepEqual(await list(), ['as-it-was.json', 'fixed/parties.json']);
  assert.equal((await served.ask(`${path}/fixed/parties.json`)).text, '["A","C"]');
  const renamed = await served.ask(`${path}/as-it-was.json`, { method: 'PATCH', body: { name: 'before.json' } });
  assert.deepEqual([renamed.status, renamed.as(ExpectedFile).name], [200, 'before.json']);
  assert.equal((await served.ask(`${path}/before.json`)).text, '["A","B"]');
  assert.equal((await served.ask(`${path}/before.json`, { method: 'DELETE' })).status, 204);
  assert.equal((await served.ask(`${path}/before.json`)).status, 404);
  assert.equal((await served.ask(path, { body: { outputFileName: 'nothing.txt' } })).status, 404);
  assert.equal((await served.ask(`${RUNS}/${shownId(id)}/reviews`, { method: 'DELETE' })).status, 200);
  assert.deepEqual(await list(), []);
});

/** Where the issues of a refused start are, and of which code. */
const faults = async (body: unknown): Promise<readonly string[]> => {
  const answer = await served.ask(RUNS, { body });
  assert.ok([400, 404].includes(answer.status), answer.text);
  return answer.as(ErrorBody).issues.map(({ field, code }) => `${field}: ${code}`);
};

test('a form or body that does not fit names what is wrong with it', async () => {
  assert.deepEqual(await faults({}), ['target: invalid_value']);
  assert.deepEqual(await faults({ target: 'workflows.nothing' }), ['target: not_found']);
  assert.deepEqual(await faults({ target: `${TARGET}@1.0.0` }), ['target: invalid_value']);
  assert.deepEqual(await faults({ target: 'agents.extract-contract' }), ['target: not_found']);
  assert.deepEqual(await faults({ target: TARGET, input: { pages: 0 } }), ['input.pages: invalid_value']);
  assert.deepEqual(await faults({ target: TARGET, files: { contract: { $fileId: 'file_nothing' } } }), [
    'files.contract.$fileId: invalid_value',
  ]);
  assert.deepEqual(await faults(form({ target: TARGET, input: '{' })), ['input: invalid_value']);
  assert.deepEqual(await faults(form({ target: TARGET }, [['contract', 'c.txt', PAPER]])), ['contract: invalid_value']);
});

test('the same start with the same key starts one run', async () => {
  const headers = { 'idempotency-key': 'once' };
  const ids = [await begin(served, { target: TARGET }, { headers }), await begin(served, { target: TARGET }, { headers })];
  assert.equal(ids[0], ids[1]);
  assert.equal((await served.ask(RUNS, { body: { target: TARGET, input: { pages: 5 } }, headers })).status, 400);
  assert.equal(ourId((await served.ask(RUNS, { body: { target: TARGET }, headers })).as(Accepted).id), ids[0]);
});

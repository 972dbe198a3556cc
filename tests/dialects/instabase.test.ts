import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { sampleBytes } from '../../examples/documents/samples/read-sample.ts';
import { ReviewList, type Review, type Run as NativeRun } from '../../packages/protocol/src/index.ts';
import { digits, exact, look } from './instabase/look.ts';
import {
  BatchCreated,
  Deletion,
  ErrorBody,
  JobStatus,
  Part,
  Results,
  Run,
  RunList,
  Session,
  type WholeResults,
} from './instabase/schemas.ts';
import { ServedDialect, type Ask } from './served-dialect.ts';

const served = await ServedDialect.start('instabase');
const RUNS = '/api/v2/apps/runs';
const LETTERS = '528c36e8-ac5b-490d-a41b-7eec9c404b87';
const DEPLOYED = '01902d6f-bb35-74cb-bd27-c09b38bbf20a';
const CORRECTION = { file: 'invoice-wrong-total.pdf', document: 0, field: 'total', value: '445.54' };

async function startApp(body: object, more: Ask = {}): Promise<Run> {
  const answer = await served.ask(RUNS, { body, ...more });
  assert.equal(answer.status, 200, answer.text);
  return exact(answer, Run);
}

async function startDeployment(id: string, body: object): Promise<Run> {
  const answer = await served.ask(`/api/v2/apps/deployments/${id}/runs`, { body });
  assert.equal(answer.status, 202, answer.text);
  return exact(answer, Run);
}

/** A batch with these files, each put there by itself. */
async function batchOf(files: { readonly [name: string]: Uint8Array | string }): Promise<number> {
  const { id } = (await served.ask('/api/v2/batches', { body: { name: 'papers' } })).as(BatchCreated);
  for (const [name, content] of Object.entries(files)) {
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await served.ask(`/api/v2/batches/${id}/files/${name}`, { method: 'PUT', headers, body: Buffer.from(content) });
    assert.equal(answer.status, 204, answer.text);
  }
  return id;
}

async function stoppedAt(runId: string): Promise<Review> {
  await served.until(runId, ({ status, status_reason: reason }) => status === 'waiting' && reason === 'review');
  const [review] = (await served.native(`/v1/reviews?run=${runId}&status=open`)).as(ReviewList).data;
  assert.ok(review !== undefined);
  return review;
}

async function decide({ id }: Review, body: object): Promise<void> {
  const answer = await served.native(`/v1/reviews/${id}:decide`, { body });
  assert.equal(answer.status, 200, answer.text);
}

async function signal(runId: string): Promise<void> {
  assert.equal((await served.native(`/v1/runs/${runId}/signals/go`, { body: {} })).status, 202);
}

function fieldOf({ files }: WholeResults, file: string, name: string) {
  const fields = files.find(({ original_file_name: shown }) => shown === file)?.documents.flatMap((document) => document.fields) ?? [];
  const field = fields.find(({ field_name: shown }) => shown === name);
  assert.ok(field !== undefined, `${file} has no ${name}`);
  return field;
}

test('the sample stops at the checkpoint with what was found, and completes with what a person has corrected', async () => {
  const settings = { tags: ['urgent', 'clientA'], keys: { custom: { client: 'A' } } };
  const started = await startApp({ app_name: 'Documents', settings });
  assert.deepEqual([started.status, started.tags, started.finish_timestamp], ['RUNNING', ['urgent', 'clientA'], null]);
  assert.deepEqual([started.app_id, started.deployment_id, started.batch_id, started.input_dir], ['app_documents', null, null, null]);
  const review = await stoppedAt(started.id);
  const stopped = await look(served, started.id);
  assert.deepEqual([stopped.run.status, stopped.run.msg], ['STOPPED_AT_CHECKPOINT', review.title]);
  assert.deepEqual([stopped.whole.files.length, stopped.whole.review_completed], [6, false]);
  assert.deepEqual(stopped.results.keys, { custom: { client: 'A' } });
  const wrong = fieldOf(stopped.whole, CORRECTION.file, 'total');
  assert.deepEqual([wrong.value, wrong.type, wrong.validations.valid, wrong.edit_history], ['454.54', 'FLOAT', false, []]);
  assert.match(wrong.validations.alerts[0]?.msg ?? '', /445\.54/);
  const failed = fieldOf(stopped.whole, 'bundle.pdf', 'delivery_date');
  assert.deepEqual([failed.value, failed.error_msg], ['ERROR', '"As agreed by phone" is not a date.']);
  assert.deepEqual(
    stopped.results.files.find(({ original_file_name: name }) => name === 'bundle.pdf')?.documents.map((document) => document.page_numbers),
    [[1, 2], [3]],
  );
  await decide(review, { decision: 'edited', value: { corrections: [CORRECTION] } });
  const native = await served.status(started.id, 'completed');
  const { run, whole } = await look(served, started.id);
  assert.deepEqual([run.status, run.msg, whole.review_completed, whole.message], ['COMPLETE', null, true, null]);
  assert.deepEqual([run.start_timestamp, run.finish_timestamp], [digits(native.timing.started_at), digits(native.timing.finished_at)]);
  const corrected = fieldOf(whole, CORRECTION.file, 'total');
  assert.deepEqual([corrected.value, corrected.validations.valid, corrected.edit_history.length], ['445.54', true, 1]);
  assert.equal(whole.files.find(({ original_file_name: name }) => name === CORRECTION.file)?.documents[0]?.review_completed, true);
});

test('PDFs of a batch are read, put there as they are or in parts, and a locked one with its password', async () => {
  const number = await batchOf({ 'invoice.pdf': await sampleBytes('invoice.pdf') });
  const locked = await sampleBytes('locked.pdf');
  const asked = { batch_id: number, filename: 'locked.pdf', file_size: locked.length };
  const opened = await served.ask('/api/v2/batches/multipart-upload', { body: asked });
  const { session_id: session } = opened.as(Session);
  const url = opened.headers.get('location') ?? '';
  assert.equal(url, `${served.base}/api/v2/batches/multipart-upload/sessions/${session}`);
  const part = await served.ask(`${url}/parts/1`, { method: 'PUT', body: locked });
  const closed = await served.ask(url, { body: { action: 'commit', parts: [part.as(Part)] } });
  assert.deepEqual([opened.status, part.status, closed.status, closed.text], [201, 201, 201, '']);
  const settings = { runtime_config: { instabase: { pdf: { passwords: { 'locked.pdf': 'opensesame' } } } } };
  const withPassword = await startDeployment('deploy_documents', { batch_id: number, settings });
  assert.deepEqual(
    [withPassword.deployment_id, withPassword.batch_id, withPassword.input_dir],
    ['deploy_documents', number, `/data/input/batch_${number}`],
  );
  const without = await startDeployment('deploy_documents', { input_dir: `/data/input/batch_${number}/` });
  assert.deepEqual([without.batch_id, without.input_dir], [number, `/data/input/batch_${number}/`]);
  await Promise.all([served.status(withPassword.id, 'completed'), served.status(without.id, 'completed')]);
  const [read, unread] = await Promise.all([look(served, withPassword.id), look(served, without.id)]);
  assert.equal(fieldOf(read.whole, 'invoice.pdf', 'total').value, '1737.60');
  assert.ok((read.results.files[1]?.documents.length ?? 0) > 0);
  assert.deepEqual([read.results.message, read.whole.review_completed], [null, false]);
  assert.deepEqual([unread.results.status, unread.results.files[1]?.documents], ['COMPLETE', []]);
  assert.match(unread.results.message ?? '', /^locked\.pdf: /);
});

test('a review that is rejected fails the run, and a run that is cancelled at its checkpoint says so', async () => {
  const number = await batchOf({ 'wrong.pdf': await sampleBytes('invoice-wrong-total.pdf') });
  const [rejected, cancelled] = await Promise.all([
    startApp({ app_id: 'app_documents', batch_id: number }),
    startApp({ app_id: 'app_documents', batch_id: String(number) }),
  ]);
  await decide(await stoppedAt(rejected.id), { decision: 'rejected', note: 'Ask for another one' });
  await served.status(rejected.id, 'failed');
  const failed = await look(served, rejected.id);
  assert.deepEqual(
    [failed.run.status, failed.run.msg, failed.results.files],
    ['FAILED', 'The results were rejected at the checkpoint: Ask for another one', []],
  );
  await stoppedAt(cancelled.id);
  await served.native(`/v1/runs/${cancelled.id}:cancel`, { body: {} });
  await served.status(cancelled.id, 'cancelled');
  const { run } = await look(served, cancelled.id);
  assert.deepEqual([run.status, run.msg], ['CANCELLED', 'A user cancelled the run before it completed.']);
  assert.ok(run.finish_timestamp !== null && BigInt(run.finish_timestamp) >= BigInt(run.start_timestamp));
});

test('a run is RUNNING before its start, at a signal and at work, and PAUSED wherever somebody pauses it', async () => {
  const queued = await served.start('letters', { delay: '1h' });
  const early = await look(served, queued.id);
  assert.deepEqual([early.run.status, early.run.start_timestamp, early.run.msg], ['RUNNING', digits(queued.timing.created_at), null]);
  const number = await batchOf({ 'a.txt': 'hello' });
  const { id } = await startDeployment('letters.second', { batch_id: number });
  await served.until(id, ({ waiting_for: waiting }) => waiting?.kind === 'signal');
  const waiting = await look(served, id);
  assert.deepEqual([waiting.run.status, waiting.results.files], ['RUNNING', []]);
  await served.native(`/v1/runs/${id}:pause`, { body: {} });
  assert.equal((await look(served, id)).run.status, 'PAUSED');
  await served.native(`/v1/runs/${id}:resume`, { body: {} });
  await signal(id);
  const review = await stoppedAt(id);
  const stopped = await look(served, id);
  assert.deepEqual([stopped.run.status, stopped.run.msg], ['STOPPED_AT_CHECKPOINT', 'Are these counts right?']);
  await served.native(`/v1/runs/${id}:pause`, { body: {} });
  const paused = await look(served, id);
  assert.deepEqual([paused.run.status, paused.run.msg, paused.results.files.length], ['PAUSED', 'Are these counts right?', 1]);
  await served.native(`/v1/runs/${id}:resume`, { body: {} });
  await decide(review, { decision: 'approved' });
  await served.status(id, 'completed');
  const { run, results, whole } = await look(served, id);
  assert.deepEqual([run.app_id, run.deployment_id, whole.review_completed], [LETTERS, 'letters.second', true]);
  assert.deepEqual(results.files, [
    {
      original_file_name: 'a.txt',
      input_file_path: 'in/a.txt',
      documents: [
        {
          class_name: 'letter',
          page_numbers: [1],
          fields: [
            { field_name: 'letter_count', value: '5', type: 'text', error_msg: null },
            { field_name: 'first_letter', value: 'h', type: 'text', error_msg: null },
            { field_name: 'is_long', value: 'true', type: 'text', error_msg: null },
          ],
        },
      ],
    },
  ]);
});

test('settings reach the workflow as its declaration says, and a failure is told in the message', async () => {
  const settings = { keys: { custom: { note: 'keep', deep: { list: [1] } } }, runtime_config: { fail: true } };
  const { id } = await startApp({ app_name: 'Letter counter', settings });
  await signal(id);
  await served.status(id, 'failed');
  const { run, results } = await look(served, id);
  assert.deepEqual([run.msg, results.message], ['The counter is broken.', 'The counter is broken.']);
  assert.deepEqual(results.keys, { custom: settings.keys.custom });
  const wrong = await served.ask(RUNS, { body: { app_name: 'Letter counter', settings: { runtime_config: { copies: 0 } } } });
  assert.equal(wrong.status, 400);
  assert.match(wrong.as(ErrorBody).message, /\/settings\/runtime_config\/copies/);
});

test('results of many files are walked page by page', async () => {
  const number = await batchOf({ 'a.txt': 'hello', 'b.txt': '' });
  const { id } = await startDeployment(DEPLOYED, { batch_id: number, settings: { runtime_config: { copies: 25 } } });
  await signal(id);
  await decide(await stoppedAt(id), { decision: 'approved' });
  await served.status(id, 'completed');
  const names: string[] = [];
  const sizes: number[] = [];
  for (let hasMore = true; hasMore;) {
    const page = exact(await served.ask(`${RUNS}/${id}/results?file_offset=${names.length}`), Results);
    sizes.push(page.files.length);
    names.push(...page.files.map(({ original_file_name: name }) => name));
    hasMore = page.has_more;
  }
  assert.deepEqual(sizes, [20, 20, 10]);
  assert.deepEqual([names.filter((name) => name === 'a.txt').length, names.length], [25, 50]);
  assert.deepEqual(exact(await served.ask(`${RUNS}/${id}/results?file_offset=50`), Results).files, []);
});

async function listed(query: string): Promise<readonly string[]> {
  const answer = await served.ask(`${RUNS}?${query}`);
  assert.equal(answer.status, 200, answer.text);
  return exact(answer, RunList).runs.map(({ id }) => id);
}

test('runs are found by every filter, in the order that was asked for', async () => {
  const runs: NativeRun[] = [];
  for (let count = 0; count < 3; count += 1) runs.push(await served.start('letters', { delay: '1h', tags: ['listed'] }));
  const mine = await startDeployment(DEPLOYED, { output_workspace: 'space-1' });
  const other = await startApp({ app_id: LETTERS, output_workspace: 'space-2' });
  const ids = [...runs.map(({ id }) => id), mine.id, other.id];
  const ofLetters = await listed(`app_id=${LETTERS}`);
  assert.ok(ids.every((id) => ofLetters.includes(id)));
  assert.deepEqual((await listed(`app_id=${LETTERS}&order=ASCENDING`)).toReversed().slice(0, 2), ofLetters.slice(0, 2));
  assert.deepEqual(await listed(`app_name=Letter%20counter&limit=2&offset=1`), ofLetters.slice(1, 3));
  assert.ok((await listed(`deployment_id=${DEPLOYED}`)).includes(mine.id));
  assert.ok(!(await listed(`deployment_id=${DEPLOYED}`)).includes(other.id));
  assert.deepEqual(await listed('output_workspaces=space-1&output_workspaces=space-2'), [other.id, mine.id]);
  assert.deepEqual(await listed(`run_id=${mine.id}&status=RUNNING&status=PAUSED`), [mine.id]);
  assert.deepEqual(await listed(`run_id=${mine.id}&status=STOPPED_AT_CHECKPOINT`), []);
  const owner = z.object({ name: z.string() }).parse(served.millrace.context.store.access.keys(served.millrace.workspaceId)[0]);
  assert.deepEqual(await listed(`run_id=${mine.id}&username=${owner.name}`), [mine.id]);
  assert.deepEqual(await listed(`run_id=${mine.id}&username=nobody`), []);
  const second = Math.floor(Date.parse((await served.run(mine.id)).timing.created_at) / 1000);
  assert.deepEqual(await listed(`run_id=${mine.id}&from_timestamp=${second}&to_timestamp=${second + 1}`), [mine.id]);
  assert.deepEqual(await listed(`run_id=${mine.id}&to_timestamp=${second - 1}`), []);
  const words = exact(await served.ask(`${RUNS}?sort_by=status&order=ASCENDING`), RunList).runs.map(({ status }) => status);
  assert.deepEqual(words, words.toSorted());
  assert.deepEqual(await listed('app_id=nothing'), []);
});

test('a run is deleted in parts or as a whole, with jobs that can be followed, and its batch with its input', async () => {
  const number = await batchOf({ 'a.txt': 'hello' });
  const live = await startDeployment(DEPLOYED, { batch_id: number });
  const early = await served.ask(`${RUNS}/${live.id}`, { method: 'DELETE' });
  assert.equal(early.status, 409);
  early.as(ErrorBody);
  await signal(live.id);
  await decide(await stoppedAt(live.id), { decision: 'approved' });
  await served.status(live.id, 'completed');
  const some = await served.ask(`${RUNS}/${live.id}?delete_db_data=False&delete_input=false&delete_logs=false`, { method: 'DELETE' });
  const jobs = some.as(Deletion);
  assert.deepEqual([some.status, jobs.delete_input_dir_job_id, jobs.delete_log_dir_job_id], [202, null, null]);
  await jobDone(jobs.delete_output_dir_job_id ?? '');
  assert.deepEqual((await look(served, live.id)).results.files, []);
  assert.equal((await served.ask(`/api/v2/batches/${number}`)).status, 200);
  const all = await served.ask(`${RUNS}/${live.id}`, { method: 'DELETE' });
  assert.equal(all.status, 202, all.text);
  for (const jobId of Object.values(all.as(Deletion))) await jobDone(jobId ?? '');
  const gone = await Promise.all(
    [`${RUNS}/${live.id}`, `${RUNS}/${live.id}/results`, `/api/v2/batches/${number}`].map((path) => served.ask(path)),
  );
  for (const answer of gone) {
    assert.equal(answer.status, 404);
    answer.as(ErrorBody);
  }
});

async function jobDone(jobId: string): Promise<void> {
  for (;;) {
    const answer = await served.ask(`/api/v2/jobs/${jobId}`);
    assert.equal(answer.status, 200, answer.text);
    const { state } = answer.as(JobStatus);
    if (state === 'COMPLETE') return;
    assert.ok(['PENDING', 'RUNNING'].includes(state), state);
  }
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { look, assertTimes, begin, ourId, shownId } from './eigenpal/look.ts';
import { Accepted, Cancelled, RunBody, RunList } from './eigenpal/run-schemas.ts';
import { ServedDialect, type Answer } from './served-dialect.ts';

const served = await ServedDialect.start('eigenpal');
const RUNS = '/api/v1/runs';
const TARGET = 'workflows.extract-contract';

const statusOf = async (id: string): Promise<string> => (await look(served, id)).run.execution.status;

test('the run of the page: an invoice read, polled at the documented path, with its files', async () => {
  const Fixture = z.object({ path: z.string(), request: z.object({ path: z.string(), body: z.record(z.string(), z.unknown()) }) });
  const fixture = new URL('../../packages/millrace/src/dialects/eigenpal/fixtures/get-run.json', import.meta.url);
  const { path, request } = Fixture.parse(JSON.parse(readFileSync(fixture, 'utf8')));
  const started = (await served.ask(request.path, { body: request.body })).as(Accepted);
  await served.status(ourId(started.id), 'completed');
  const run = (await served.ask(path.replace('{id}', started.id))).as(RunBody);
  assert.ok(run.finished);
  assert.equal(run.execution.schemaValid, true);
  assert.equal(run.output?.['total'], 2823.98);
  assert.deepEqual(
    run.files.map(({ path: file, role }) => [file, role]),
    [
      ['output/invoice.json', 'output'],
      ['output/line_items.csv', 'output'],
    ],
  );
  for (const file of run.files) {
    const download = await served.ask(`${RUNS}/${started.id}/artifacts/${file.path}`);
    assert.equal(download.bytes.length, file.size);
    assert.equal(download.headers.get('content-type'), file.contentType);
  }
});

test('a run is created, pending, running, cancelled: each time as documented', async () => {
  const { id: delayed } = await served.start('single-file', { delay: '1h' });
  assert.equal(await statusOf(delayed), 'created');
  const first = await begin(served, { target: 'workflows.single-file', input: {} });
  await served.status(first, 'running');
  const second = await begin(served, { target: 'workflows.single-file', input: {} });
  const pending = await look(served, second);
  assert.deepEqual([pending.run.execution.status, pending.run.timing.startedAt, pending.steps], ['pending', null, []]);
  const running = await look(served, first);
  assertTimes(running.run, await served.run(first));
  assert.deepEqual([running.run.finished, running.run.error, 'output' in running.run], [false, null, false]);

  const queuedAway = (await served.ask(`${RUNS}/${shownId(second)}/cancel`, { method: 'POST' })).as(Cancelled);
  assert.deepEqual(queuedAway.cancellation, { state: 'cancelled', wasStatus: 'pending' });
  assert.equal(queuedAway.finished, true);
  const asked = (await served.ask(`${RUNS}/${shownId(first)}/cancel`, { method: 'POST' })).as(Cancelled);
  assert.deepEqual(asked.cancellation, { state: 'requested', wasStatus: 'running' });
  await served.status(first, 'cancelled');
  const late = (await served.ask(`${RUNS}/${shownId(first)}/cancel`, { method: 'POST' })).as(Cancelled);
  assert.deepEqual(late.cancellation, { state: 'already_terminal', wasStatus: 'cancelled' });
  const cancelled = await look(served, first);
  assertTimes(cancelled.run, await served.run(first));
  assert.ok(cancelled.run.timing.cancelRequestedAt !== null && cancelled.run.finished);
  assert.deepEqual([cancelled.run.output, cancelled.run.files], [null, []]);
  await served.native(`/v1/runs/${delayed}:cancel`, { body: {} });
});

test('a run that waits for a signal or a person, or was paused, is waiting; then it completes', async () => {
  const waiting = await begin(served, { target: TARGET, input: { mode: 'wait', pages: 3 }, metadata: { client: 'Acme' } });
  await served.status(waiting, 'waiting');
  assert.equal(await statusOf(waiting), 'waiting');
  await served.native(`/v1/runs/${waiting}:pause`, { body: {} });
  await served.status(waiting, 'paused');
  assert.equal(await statusOf(waiting), 'waiting');
  await served.native(`/v1/runs/${waiting}:resume`, { body: {} });
  await served.native(`/v1/runs/${waiting}/signals/go`, { body: {} });
  await served.status(waiting, 'completed');

  const { run, expanded, steps, events, artifacts } = await look(served, waiting);
  assertTimes(run, await served.run(waiting));
  assert.ok(run.finished && expanded.finished);
  assert.deepEqual(run.output, { parties: ['A', 'B'], client: 'Acme' });
  assert.deepEqual(
    run.files.map(({ path, role }) => [path, role]),
    [
      ['notes.txt', 'debug'],
      ['output/parties.json', 'output'],
      ['output/report/summary.txt', 'report'],
    ],
  );
  assert.deepEqual(artifacts, run.files);
  assert.deepEqual(expanded.input, { args: { mode: 'wait', pages: 3 }, files: [], metadata: { client: 'Acme' } });
  assert.deepEqual(expanded.usage.tokens, { input: 40, output: 7, cacheRead: null, cacheWrite: null });
  assert.deepEqual([expanded.usage.llmCallCount, expanded.usage.ocrPagesProcessed, expanded.usage.agentTurns], [1, 3, null]);
  assert.deepEqual(
    steps.map(({ name, type, status }) => [name, type, status]),
    [
      ['go', 'wait', 'success'],
      ['find parties', 'step', 'success'],
    ],
  );
  assert.deepEqual(
    events.map(({ type }) => type),
    ['run.created', 'run.started', 'run.waiting', 'run.paused', 'run.resumed', 'run.started', 'run.completed'],
  );

  const asking = await begin(served, { target: TARGET, input: { mode: 'ask' } });
  await served.status(asking, 'waiting');
  const asked = await look(served, asking);
  assert.equal(asked.run.execution.status, 'waiting');
  assert.deepEqual(
    asked.events.map(({ type, message }) => [type, message]).find(([type]) => type === 'review.requested'),
    ['review.requested', 'Is this a contract?'],
  );
  await served.native(`/v1/runs/${asking}:cancel`, { body: {} });
});

test('failures say what went wrong, and whether the output was the reason', async () => {
  const broken = await begin(served, { target: TARGET, input: { mode: 'break' } });
  const misfit = await begin(served, { target: TARGET, input: { mode: 'misfit' } });
  await served.status(broken, 'failed');
  await served.status(misfit, 'failed');
  const torn = await look(served, broken);
  assert.match(torn.run.error ?? '', /The contract is torn\./);
  assert.equal(torn.run.execution.schemaValid, null);
  assert.equal(torn.steps.at(-1)?.status, 'failure');
  const failure = z.object({ observability: z.object({ failure: z.object({ category: z.string(), retryable: z.boolean() }) }) });
  assert.deepEqual(failure.parse(torn.expanded.debug).observability.failure, { category: 'runtime', retryable: true });
  const bad = await look(served, misfit);
  assert.equal(bad.run.execution.schemaValid, false);
  assert.deepEqual(failure.parse(bad.expanded.debug).observability.failure, { category: 'output', retryable: false });
});

test('a start waits as long as it is asked to: 200 with the run, 202 when the time is over', async () => {
  const done = await served.ask(`${RUNS}?wait_for_completion=20`, { body: { target: TARGET, input: {} } });
  assert.equal(done.status, 200);
  const run = done.as(RunBody);
  assert.deepEqual(run, (await served.ask(`${RUNS}/${run.id}`)).as(RunBody));
  const late = await served.ask(`/v1/runs?wait_for_completion=1`, { body: { target: TARGET, input: { mode: 'wait' } } });
  assert.equal(late.status, 202);
  await served.native(`/v1/runs/${ourId(late.as(Accepted).id)}:cancel`, { body: {} });
});

test('a rerun is linked with what it does again, whatever became of that', async () => {
  const first = await begin(served, { target: TARGET, input: { pages: 2 } }, { headers: { 'x-eigenpal-trigger': 'cli' } });
  await served.status(first, 'completed');
  assert.deepEqual((await look(served, first)).run.execution.retry, { number: 0, previousRunId: null, nextRun: null });
  const answer = await served.ask(`${RUNS}/${shownId(first)}/rerun?version=original&wait_for_completion=20`, { method: 'POST' });
  assert.equal(answer.status, 200, answer.text);
  const second = answer.as(RunBody);
  assert.deepEqual(second.execution.retry, { number: 1, previousRunId: shownId(first), nextRun: null });
  // The first run has not changed, and is polled out of the cache; its next run shows all the same.
  const again = await look(served, first);
  assert.deepEqual(again.run.execution.retry.nextRun, { id: second.id, status: 'completed' });
  assert.deepEqual([again.run.trigger.type, second.trigger.type], ['cli', 'rerun']);
  const third = await served.ask(`${RUNS}/${second.id}/rerun`, { method: 'POST' });
  assert.equal(third.status, 201);
  await served.status(ourId(third.as(Accepted).id), 'completed');
  assert.equal((await look(served, ourId(third.as(Accepted).id))).run.execution.retry.number, 2);
  assert.equal((await served.ask(`${RUNS}/${second.id}/rerun?version=9.9.9`, { method: 'POST' })).status, 404);
});

test('agents have a slug, a model and empty git facts; their turns, tokens and credits are counted', async () => {
  const body = { target: 'agents.invoice-agent', input: { file: { shipped: 'kestrel.pdf' }, model: { scripted: true } } };
  const answer = await served.ask(`${RUNS}?wait_for_completion=60`, { body });
  assert.equal(answer.status, 200, answer.text);
  const { run, expanded } = await look(served, ourId(answer.as(RunBody).id));
  assert.deepEqual([run.type, run.source.slug, run.source.versionId], ['agent', 'invoice-agent', null]);
  assert.ok(run.source.model !== null && run.source.git !== null);
  const native = await served.run(ourId(run.id));
  assert.equal(expanded.usage.creditsCharged, native.credits?.charged ?? 0);
  assert.ok((expanded.usage.agentTurns ?? 0) > 0 && (expanded.usage.tokens.input ?? 0) > 0, JSON.stringify(expanded.usage));
});

test('a run whose output was deleted is still shown, without it', async () => {
  const id = await begin(served, { target: TARGET, input: { pages: 9 } });
  await served.status(id, 'completed');
  await look(served, id);
  const deleted = await served.native(`/v1/runs/${id}?data=false`, { method: 'DELETE' });
  assert.equal(deleted.status, 202);
  // The files go after the answer: two looks in between need not see the same ones.
  const jobIds = [...deleted.text.matchAll(/"id":"([^"]+)"/g)].map(([, jobId = '']) => jobId);
  assert.ok(jobIds.length > 0);
  for (const jobId of jobIds) while (!(await served.native(`/v1/jobs/${jobId}`)).text.includes('"state":"complete"'));
  const { run, expanded } = await look(served, id);
  assert.ok(run.finished);
  assert.deepEqual([run.output, expanded.input.args], [null, null]);
});

test('the list is filtered, paged and sampled', async () => {
  const ids = async (query: string): Promise<readonly string[]> => {
    const answer = await served.ask(`${RUNS}?${query}`);
    assert.equal(answer.status, 200, answer.text);
    return answer.as(RunList).runs.map(({ id }) => id);
  };
  const all = await ids('limit=100');
  const native = await served.native('/v1/runs?limit=100');
  const known = native.as(z.object({ data: z.array(z.object({ id: z.string(), sample_rank: z.number() })) })).data;
  assert.deepEqual(
    all,
    known.map(({ id }) => shownId(id)),
  );
  const walked: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Answer = await served.ask(`${RUNS}?limit=3${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    const { runs, nextCursor } = page.as(RunList);
    walked.push(...runs.map(({ id }) => id));
    cursor = nextCursor;
  }
  assert.deepEqual(walked, all);
  assert.deepEqual(await ids('limit=2&offset=4'), all.slice(4, 6));
  assert.deepEqual(await ids('source=workflows.single-file&status=cancelled'), await ids('source=workflows.single-file'));
  assert.deepEqual((await ids('type=agent')).length, 1);
  assert.deepEqual(await ids('status=failed,finalizing'), await ids('status=failed'));
  assert.deepEqual(await ids('status=rejected'), []);
  assert.deepEqual((await ids('trigger=cli')).length, 1);
  assert.deepEqual((await ids('trigger=rerun,cli')).length, 3);
  assert.deepEqual(await ids('from=now-1h&to=now'), all);
  assert.deepEqual(await ids('createdBefore=now-1h'), []);
  assert.deepEqual(await ids('triggeredBy=__system__'), []);
  assert.deepEqual(
    await ids('sampleRate=0.5&limit=100'),
    known.filter(({ sample_rank: rank }) => rank < 0.5).map(({ id }) => shownId(id)),
  );
  for (const query of ['status=busy', 'sampleRate=2', 'from=yesterday', 'limit=0', 'sort=name', 'order=asc', 'hasReview=perhaps']) {
    assert.equal((await served.ask(`${RUNS}?${query}`)).status, 400, query);
  }
});

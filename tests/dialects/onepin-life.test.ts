import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { Gate, Runs, type Look } from './onepin/look.ts';
import { Download, Steps } from './onepin/result-schemas.ts';
import { PageDocument, Run, RunList } from './onepin/schemas.ts';
import { ServedDialect } from './served-dialect.ts';

const served = await ServedDialect.start('onepin');
const translations = new Runs(served, 'translations');

/** Starts the workflow with an input of its own, which only the native API can do. */
async function translate(input: object, more: object = {}): Promise<string> {
  return (await served.start('translations', { input, ...more })).id;
}

test('a run is pending, running, pausing, paused, resumed and completed, each time as documented', async () => {
  const gate = await Gate.open();
  const waiting = await translate({}, { delay: '1h' });
  const pending = await translations.look(waiting);
  assert.deepEqual([pending.status.status, pending.status.started_at, pending.status.usage_summary], ['pending', null, {}]);
  assert.deepEqual([pending.overview.validators[0]?.status, pending.data.partial.status], ['not_ready', 'not_ready']);
  assert.deepEqual(new Set(pending.overview.workflow_snapshot.node_states.map(({ status }) => status)), new Set(['pending']));
  const parked = await translations.post(`/runs/${waiting}/pause`, Run);
  assert.deepEqual([parked.status, parked.pause_requested_at], ['paused', null]);
  assert.equal((await translations.post(`/runs/${waiting}/cancel`, Run)).status, 'cancelled');
  const id = await translate({ hold: gate.url, words: 'hallo' });
  await served.until(id, ({ status }) => status === 'running');
  const running = await untilVisit(id, 'translate', 'running');
  assert.deepEqual([running.status.status, running.status.finished_steps, running.status.total_steps], ['running', 1, 5]);
  PageDocument.parse(JSON.parse((await translations.ask(`/runs/${id}/status`)).text));
  const pausing = await translations.post(`/runs/${id}/pause`, Run);
  assert.deepEqual([pausing.status, pausing.paused_at, typeof pausing.pause_requested_at], ['running', null, 'string']);
  const repeated = await translations.post(`/runs/${id}/pause`, Run);
  assert.deepEqual(repeated, pausing);
  const seen = await translations.look(id);
  assert.deepEqual([seen.status.status, seen.status.pause_requested_at], ['running', pausing.pause_requested_at]);
  assert.equal((await translations.ask(`/runs/${id}/resume`, { method: 'POST' })).status, 409);
  gate.release();
  await served.status(id, 'paused');
  const paused = await translations.look(id);
  assert.deepEqual([paused.status.status, typeof paused.status.paused_at], ['paused', 'string']);
  const resumed = await translations.post(`/runs/${id}/resume`, Run);
  assert.equal(resumed.status, 'running');
  await served.status(id, 'completed');
  const completed = await translations.look(id);
  assert.deepEqual([completed.status.status, completed.run.credits, completed.status.has_export], ['completed', 2, true]);
  for (const verb of ['pause', 'resume']) assert.equal((await translations.ask(`/runs/${id}/${verb}`, { method: 'POST' })).status, 409);
  const { definition_snapshot: _snapshot, ...left } = completed.run;
  assert.deepEqual(await translations.post(`/runs/${id}/cancel`, Run), left);
});

/** As soon as a visit of the node stands like this, without looking more often than the run changes. */
async function untilVisit(runId: string, node: string, status: string): Promise<Look> {
  for (;;) {
    const native = await served.native(`/v1/runs/${runId}`);
    const steps = await translations.read(`/runs/${runId}/steps?node_id=${node}`, Steps);
    if (steps.some((step) => step.status === status)) return translations.look(runId);
    await served.native(`/v1/runs/${runId}`, { headers: { prefer: 'wait=10', 'if-none-match': native.headers.get('etag') ?? '' } });
  }
}

test('visits of a node are counted, lines are merged, and what another workflow declares is found at its own places', async () => {
  const { id } = (await translations.read('/runs?status=completed', RunList))[0] ?? assert.fail();
  const { run, steps, overview, outputs, data } = await translations.look(id);
  assert.deepEqual(
    steps.map(({ node_id: node, node_type: type, iteration, active_ports: ports }) => [node, type, iteration, ports]),
    [
      ['script', 'source_script', 1, ['out']],
      ['translate', 'operator_translator', 1, []],
      ['translate', 'operator_translator', 2, ['out']],
      ['judge', 'validator_naturalness', 1, ['fail']],
      ['translate', 'operator_translator', 3, ['out']],
      ['judge', 'validator_naturalness', 2, ['pass']],
      ['out', 'sink_preview', 1, []],
      ['out', 'sink_preview', 2, []],
    ],
  );
  // It was polled before anything was used, and while it ran.
  assert.deepEqual(run.usage_summary, { words: 4 });
  const [judge] = overview.validators;
  assert.deepEqual(judge, {
    node_id: 'judge',
    kind: 'naturalness',
    label: 'Naturalness',
    avg_score: 80,
    pass_rate: 0.5,
    pass_count: 1,
    fail_count: 1,
    retry_count: 1,
    status: 'available',
    reason: null,
  });
  const [out, log] = outputs.outputs;
  assert.deepEqual(out?.lines, [
    { id: 'a', lang: 'de' },
    { id: 'a', lang: 'fr', later: true },
  ]);
  assert.deepEqual([log?.node_id, log?.status, log?.line_count], ['log', 'skipped', 0]);
  const states = overview.workflow_snapshot.node_states.map(({ node_id: node, status, iteration }) => [node, status, iteration]);
  assert.deepEqual(states.slice(1), [
    ['translate', 'completed', 3],
    ['judge', 'completed', 2],
    ['out', 'completed', 2],
    ['log', 'skipped', 0],
  ]);
  const { graph, execution } = run.definition_snapshot;
  assert.deepEqual(graph.nodes.find(({ id: node }) => node === 'translate')?.config, { to: 'de', words: 'hallo' });
  assert.deepEqual(execution, { steps: ['script', 'translate'], params: { speed: 'slow' } });
  const [row] = data.rows;
  assert.deepEqual([row?.script, row?.cards[0]?.locale_code, row?.cards[0]?.status], ['hallo', 'de', 'delivered']);
  assert.equal((await served.ask(row?.cards[0]?.audio.playback_url ?? '', { key: null })).text, 'hallo');
  const own = await translations.read(`/runs/${id}/steps?node_type=operator_translator&node_id=translate`, Steps);
  assert.deepEqual([own.length, own.every(({ result }) => result === null), own.every((step) => step.has_result)], [3, true, true]);
  assert.deepEqual(await translations.read(`/runs/${id}/steps?node_type=operator_translator&node_id=judge`, Steps), []);
  const { filename, url } = await translations.read(`/runs/${id}/download`, Download);
  assert.deepEqual(
    [filename, Object.keys(unzipSync((await served.ask(url, { key: null })).bytes))],
    [`translations-run-${run.run_number}.zip`, ['texts/a.txt']],
  );
  assert.equal((await translations.ask(`/runs/${id}/nodes/log/download`)).status, 404);
});

test('a run that waits is running, and one that fails or is cancelled says so everywhere', async () => {
  const waiting = await translate({ wait: true });
  await served.status(waiting, 'waiting');
  assert.equal((await translations.look(waiting)).status.status, 'running');
  const cancelled = await translations.post(`/runs/${waiting}/cancel`, Run);
  assert.deepEqual([cancelled.status, cancelled.error, typeof cancelled.completed_at], ['cancelled', null, 'string']);
  assert.deepEqual(await translations.post(`/runs/${waiting}/cancel`, Run), cancelled);
  const stopped = await translations.look(waiting);
  assert.deepEqual([stopped.overview.validators[0]?.status, stopped.data.partial.status], ['unavailable', 'unavailable']);
  const failing = await translate({ fail: true });
  await served.status(failing, 'failed');
  const failed = await translations.look(failing);
  assert.deepEqual([failed.status.error, failed.status.has_export, failed.run.credits], ['The disk is made of paper.', false, 2]);
  const step = failed.steps.find(({ node_id: node }) => node === 'log');
  assert.deepEqual([step?.status, step?.error, step?.has_result], ['failed', 'The disk is made of paper.', false]);
  assert.deepEqual(
    failed.outputs.outputs.map(({ status, line_count: lines }) => [status, lines]),
    [
      ['completed', 2],
      ['failed', 0],
    ],
  );
  for (const path of ['download', 'nodes/out/download']) assert.equal((await translations.ask(`/runs/${failing}/${path}`)).status, 409);
});

test('a run that is asked to stop while it works stays running until it has', async () => {
  const gate = await Gate.open();
  const id = await translate({ hold: gate.url });
  await untilVisit(id, 'translate', 'running');
  const asked = await translations.post(`/runs/${id}/cancel`, Run);
  assert.ok(['running', 'cancelled'].includes(asked.status), asked.status);
  gate.release();
  await served.status(id, 'cancelled');
  assert.equal((await translations.look(id)).status.status, 'cancelled');
});

test('a workflow that declares nothing shows its stages as its graph, its steps and its files', async () => {
  const bare = new Runs(served, 'bare');
  const started = await bare.ask('/runs', { body: {} });
  assert.equal(started.status, 202, started.text);
  const { id } = started.as(Run).data;
  await served.status(id, 'completed');
  const { run, steps, overview, outputs, data } = await bare.look(id);
  assert.deepEqual([run.total_nodes, run.total_steps, run.finished_steps, run.usage_summary], [2, 2, 2, {}]);
  assert.deepEqual(
    steps.map(({ node_id: node, node_type: type, result }) => [node, type, result]),
    [
      ['one', 'stage', { value: [1, 2] }],
      ['two', 'stage', { value: 'done' }],
    ],
  );
  assert.deepEqual([overview.validators, overview.audio_by_language], [[], []]);
  assert.deepEqual([outputs.outputs.length, outputs.outputs[0]?.node_id, data.partial.status], [1, 'two', 'unsupported']);
  const { url } = await bare.read(`/runs/${id}/nodes/two/download`, Download);
  assert.deepEqual(Object.keys(unzipSync((await served.ask(url, { key: null })).bytes)), ['result.txt']);
  assert.equal((await bare.ask('/runs', { body: { script_text: 'Hello.' } })).status, 422);
});

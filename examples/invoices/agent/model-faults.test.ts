import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { Millrace as Client } from '../../../packages/client/src/index.ts';
import { cancelRun } from '../../../packages/millrace/src/commands/cancel-run.ts';
import { readConfig } from '../../../packages/millrace/src/config.ts';
import type { Json } from '../../../packages/millrace/src/domain/json.ts';
import { startMillrace } from '../../../packages/millrace/src/main.ts';
import { agentOutput } from './agent-schemas.ts';
import { audit } from './scripted-auditor.ts';
import type { Script } from './scripted-endpoint.ts';
import { AgentUnderTest, KEY, WORKFLOWS } from './testing/agent-under-test.ts';
import type { Seen } from './testing/model-under-test.ts';

/** Hands in one result after the other, and the last one again and again. */
const submitting =
  (...results: readonly Json[]): Script =>
  ({ messages }) => {
    const turn = messages.filter(({ role }) => role === 'assistant').length;
    return { content: null, calls: [{ name: 'submit_result', arguments: JSON.stringify(results[Math.min(turn, results.length - 1)]) }] };
  };

const good = { decision: 'needs_review', reasons: ['Because.'], matched_po: null, differences: [] };
const goodCall = { id: 'a', type: 'function', function: { name: 'submit_result', arguments: JSON.stringify(good) } };
const wrongCalls = [
  { name: 'find_purchase_order', arguments: '{"number": ' },
  { name: 'rm', arguments: '{}' },
];

const agent = await AgentUnderTest.start({
  'limited-once': (call) => (call === 2 ? { status: 429, headers: { 'retry-after': '1' }, body: '{"error":"slow down"}' } : audit),
  'fails-once': (call) => (call === 1 ? { status: 500, body: `{"error":"key ${KEY} exploded"}` } : submitting(good)),
  'not-json-once': (call) => (call === 1 ? { status: 200, body: '{"choices": [' } : submitting(good)),
  'no-usage': () => ({ status: 200, body: JSON.stringify({ choices: [{ message: { tool_calls: [goodCall] } }] }) }),
  'refuses-key': () => ({ status: 401, body: `{"error":{"message":"Incorrect API key provided: ${KEY}"}}` }),
  redirects: () => ({ status: 302, headers: { location: 'http://127.0.0.1:9/' }, body: '' }),
  'bad-arguments': (call) => (call === 1 ? () => ({ content: null, calls: wrongCalls }) : submitting(good)),
  'bad-result': () => submitting({ ...good, reasons: [] }, { ...good, decision: 'approve', matched_po: 'PO-1' }, good),
  'never-ends': () => () => ({ content: 'Still thinking.', calls: [{ name: 'calculate', arguments: '{"expression":"1+1"}' }] }),
  'only-talks': (call) => (call === 1 ? () => ({ content: 'I approve.', calls: [] }) : submitting(good)),
  silent: () => 'silence',
  stops: (call) => (call === 3 ? 'silence' : audit),
});
const { endpoint, under } = agent;

function toolResults(seen: Seen | undefined): readonly string[] {
  return (seen?.messages ?? []).flatMap((message) => (message.role === 'tool' ? [message.content] : []));
}

suite('what goes wrong outside', { concurrency: 1 }, () => {
  test('an endpoint that asks for patience gets it, and only that turn is asked again, under the same key', async () => {
    const id = await agent.withModel('limited-once');
    await agent.output(id);
    const failed = under.changes(id).find((change) => change.type === 'step.attempt-failed');
    assert.ok(failed?.type === 'step.attempt-failed');
    assert.deepEqual([failed.name, failed.error.code], ['turn 2', 'model_rate_limited']);
    assert.ok((failed.retryAt ?? 0) - failed.startedAt >= 1000);
    const [, first, second] = endpoint.of('limited-once');
    assert.equal(first?.idempotencyKey, second?.idempotencyKey);
    assert.equal(agent.total(id, 'llm_calls'), endpoint.of('limited-once').length - 1);
  });

  for (const [model, code] of [
    ['fails-once', 'model_unavailable'],
    ['not-json-once', 'model_answer_invalid'],
  ] as const) {
    test(`${model}: the turn is tried again`, async () => {
      const id = await agent.withModel(model);
      assert.equal((await agent.output(id)).decision, 'needs_review');
      const codes = under.changes(id).flatMap((change) => (change.type === 'step.attempt-failed' ? [change.error.code] : []));
      assert.deepEqual(codes, [code]);
    });
  }

  for (const [model, code] of [
    ['refuses-key', 'model_key_refused'],
    ['redirects', 'model_request_refused'],
  ] as const) {
    test(`${model}: the run fails at once`, async () => {
      const error = await agent.failure(await agent.withModel(model));
      assert.deepEqual([error.code, error.step, error.attempt, endpoint.of(model).length], [code, 'turn 1', 1, 1]);
    });
  }

  test('a cancelled run does not wait for a slow answer', async () => {
    const id = await agent.withModel('silent');
    await endpoint.until(() => endpoint.of('silent').length === 1);
    await cancelRun(under.context, under.caller, id);
    await under.status(id, 'cancelled');
  });

  test('an endpoint that counts no tokens costs a credit for each turn', async () => {
    const id = await agent.withModel('no-usage');
    assert.deepEqual((await agent.output(id)).tokens, { input: 0, output: 0, cache_read: 0, cache_write: 0 });
    const measured = agent.usage(id).map(({ meter, credits }) => [meter, credits]);
    assert.deepEqual(measured, [
      ['llm_calls', 1],
      ['agent_turns', 0],
    ]);
  });
});

suite('what a model gets wrong', { concurrency: 1 }, () => {
  test('arguments that are no JSON and tools that do not exist come back to it as faults', async () => {
    await agent.output(await agent.withModel('bad-arguments'));
    const told = toolResults(endpoint.of('bad-arguments')[1]);
    assert.deepEqual(told, ['{"error":"The arguments are not JSON."}', '{"error":"There is no tool of that name."}']);
  });

  test('a result that does not fit, or that the table contradicts, comes back with its faults until it is right', async () => {
    assert.equal((await agent.output(await agent.withModel('bad-result'))).turns, 3);
    const [first, second] = toolResults(endpoint.of('bad-result')[2]);
    assert.match(first ?? '', /reasons/u);
    assert.match(second ?? '', /there is no purchase order PO-1/u);
  });

  test('talk without a tool is answered with what is expected', async () => {
    assert.equal((await agent.output(await agent.withModel('only-talks'))).turns, 2);
    assert.equal(endpoint.of('only-talks')[1]?.messages.at(-1)?.role, 'user');
  });

  test('an agent that never hands anything in ends at the turn limit, and its trace is kept', async () => {
    const id = await agent.withModel('never-ends', { max_turns: 3 });
    assert.equal((await agent.failure(id)).code, 'turn_limit');
    assert.equal(endpoint.of('never-ends').length, 3);
    assert.deepEqual(agent.artifacts(id), [['trace.jsonl', 'intermediate']]);
  });

  test('an agent that has used up its credits ends', async () => {
    assert.equal((await agent.failure(await agent.withModel('never-ends', { max_credits: 1 }))).code, 'credit_limit');
  });
});

test('when the server stops in the middle, the turns that were paid for are not paid for again', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'millrace-agent-'));
  const config = readConfig({ port: '0', data, workflows: WORKFLOWS, logLevel: 'silent', drainMs: '50ms' }, {});
  const first = await startMillrace(config);
  const input = { file: { shipped: 'kestrel.pdf' }, model: { name: 'stops' } };
  const { id } = await new Client({ baseUrl: first.url, apiKey: first.apiKey }).runs.start({ workflow: 'invoice-agent', input });
  await endpoint.until(() => endpoint.of('stops').length === 3);
  await first.close();
  const second = await startMillrace(config);
  t.after(async () => {
    await second.close();
    await rm(data, { recursive: true, force: true });
  });
  const run = await new Client({ baseUrl: second.url, apiKey: first.apiKey }).runs.wait(id);
  assert.equal(agentOutput.parse(run.output).decision, 'approve');
  const [one, two, three, again, ...rest] = endpoint.of('stops').map(({ idempotencyKey }) => idempotencyKey);
  assert.equal(again, three);
  assert.equal(new Set([one, two, three, ...rest]).size, 4);
});

test('the key is kept nowhere, whatever the endpoint repeats', async () => {
  await agent.failure(await agent.withModel('refuses-key'));
  assert.ok(endpoint.seen.every(({ authorization }) => authorization === `Bearer ${KEY}`));
  const files = await readdir(under.folder, { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const path = join(file.parentPath, file.name);
    assert.ok(!(await readFile(path)).includes(KEY), path);
  }
});

test('an input cannot say where the model is', async () => {
  const input = { file: { shipped: 'kestrel.pdf' }, model: { name: 'plain', url: 'http://127.0.0.1:1/' } };
  await assert.rejects(agent.begin(input), { code: 'invalid_input' });
});

test('without a configured model a run fails before its first turn and says what to set', async () => {
  const error = await agent.failure(await agent.begin({ file: { shipped: 'kestrel.pdf' } }));
  assert.deepEqual([error.code, error.step, error.attempt], ['model_not_configured', 'choose model', 1]);
  assert.match(error.message, /set MILLRACE_MODEL_NAME/u);
});

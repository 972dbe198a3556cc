import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import OpenAI from 'openai';
import { AgentUnderTest } from './testing/agent-under-test.ts';
import { audit } from './scripted-auditor.ts';
import { startScriptedEndpoint } from './scripted-endpoint.ts';

const agent = await AgentUnderTest.start({});
const { endpoint, under } = agent;

suite('the scripted endpoint decides about the shipped invoices, through the wire and with all tools', { concurrency: 1 }, () => {
  const cases = [
    ['kestrel.pdf', 'approve', 'PO-8120', 0],
    ['northwind.txt', 'needs_review', 'PO-7731', 2],
    ['polaris.pdf', 'reject', 'PO-8155', 0],
    ['hafenwerk.txt', 'approve', 'B-55120', 0],
    ['bergmann.pdf', 'approve', 'PO-8203', 0],
    ['atelier.txt', 'needs_review', null, 0],
    ['letter.txt', 'needs_review', null, 0],
  ] as const;
  for (const [shipped, decision, po, differences] of cases) {
    test(`${shipped}: ${decision}`, async () => {
      const output = await agent.output(await agent.begin({ file: { shipped }, model: { scripted: true } }));
      assert.deepEqual([output.decision, output.matched_po, output.differences.length], [decision, po, differences]);
      assert.deepEqual(output.model, { provider: 'scripted/auditor', scripted: true });
    });
  }
});

test('a start without input works without any model, and says that it was scripted', async () => {
  const id = await under.begin('invoice-agent', null, { input: undefined });
  const output = await agent.output(id);
  assert.equal(output.model.scripted, true);
  assert.equal(endpoint.seen.length, 0);
  assert.deepEqual(agent.artifacts(id), [
    ['output/decision.json', 'output'],
    ['trace.jsonl', 'intermediate'],
  ]);
});

test('turns, calls and tokens are metered as the endpoint counted them, and add up to the output', async () => {
  const prices = { input: 1_000_000, output: 4_000_000, cache_read: 100_000, cache_write: 1_250_000 };
  const id = await agent.withModel('metered', { prices });
  const output = await agent.output(id);
  const provider = `${new URL(agent.url).host}/metered`;
  assert.deepEqual(output.model, { provider, scripted: false });
  assert.ok(agent.usage(id).every((entry) => entry.provider === provider));
  assert.deepEqual([agent.total(id, 'llm_calls'), agent.total(id, 'agent_turns')], [output.turns, output.turns]);
  assert.equal(output.turns, endpoint.of('metered').length);
  const { input, output: said, cache_read: read, cache_write: written } = output.tokens;
  assert.deepEqual(
    ['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_write_tokens'].map((meter) => agent.total(id, meter)),
    [input, said, read, written],
  );
  assert.ok(read > 0 && written > 0 && read + written < input);
  const cost = agent.usage(id).reduce((sum, entry) => sum + entry.costMicros, 0);
  const expected = input - read - written + said * 4 + read * 0.1 + written * 1.25;
  assert.ok(Math.abs(cost - expected) <= 2 * agent.usage(id).length, `${cost} is not about ${expected}`);
  const credits = agent.usage(id).reduce((sum, entry) => sum + entry.credits, 0);
  assert.ok(credits >= output.turns && credits >= (input + said) / 1000);
});

test('each answer of the model and each call of a tool is a step', async () => {
  const id = await agent.withModel('steps');
  assert.equal((await agent.output(id)).turns, 4);
  const steps = under.changes(id).flatMap((change) => (change.type === 'step.completed' ? [change.name] : []));
  assert.deepEqual(steps, [
    'read document',
    'choose model',
    'turn 1',
    'read_document',
    'turn 2',
    'find_purchase_order',
    'turn 3',
    'calculate',
    'turn 4',
    'submit_result',
  ]);
  assert.equal(new Set(endpoint.of('steps').map(({ idempotencyKey }) => idempotencyKey)).size, 4);
  const logged = under.changes(id).flatMap((change) => (change.type === 'log.written' ? [change.message] : []));
  assert.deepEqual(logged, ['turn 1', 'turn 2', 'turn 3', 'turn 4']);
});

test('the table of the input takes the place of the shipped one', async () => {
  const order = { number: 'PO-8120', status: 'closed', supplier: 'Somebody else', currency: 'GBP', total: 1, lines: [] };
  const input = { file: { shipped: 'kestrel.pdf' }, model: { scripted: true }, purchase_orders: [order] };
  assert.equal((await agent.output(await agent.begin(input))).decision, 'reject');
});

test('the scripted endpoint speaks the wire format: the official client understands it', async () => {
  const scripted = await startScriptedEndpoint(audit);
  try {
    const client = new OpenAI({ baseURL: scripted.url, apiKey: scripted.key, maxRetries: 0 });
    const answer = await client.chat.completions.create({ model: 'auditor', messages: [{ role: 'user', content: 'Check the invoice.' }] });
    const [call] = answer.choices[0]?.message.tool_calls ?? [];
    assert.ok(call?.type === 'function');
    assert.deepEqual(
      [answer.choices[0]?.finish_reason, call.function.name, call.function.arguments],
      ['tool_calls', 'read_document', '{}'],
    );
    assert.equal(answer.usage?.total_tokens, (answer.usage?.prompt_tokens ?? 0) + (answer.usage?.completion_tokens ?? 0));
    const stranger = new OpenAI({ baseURL: scripted.url, apiKey: 'another', maxRetries: 0 });
    await assert.rejects(stranger.chat.completions.create({ model: 'auditor', messages: [] }), { status: 401 });
  } finally {
    await scripted.close();
  }
});

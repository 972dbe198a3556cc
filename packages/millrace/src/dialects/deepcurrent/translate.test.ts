import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MillraceError } from '../../domain/errors.ts';
import type { Json } from '../../domain/json.ts';
import { Declaration } from './declaration.ts';
import { goalFor, JobRequest, planFor, QuoteBody, ResolveBody, RunBody, translateInput, unknownWish } from './translate.ts';
import { readBody } from '../read-body.ts';

const declared = Declaration.parse({
  presets: { verify: ['email_verify'] },
  capabilities: ['email_lookup', 'email_verify'],
  goals: [
    { goal_type: 'verify_emails', words: ['verify', 'validate'], preset: 'verify' },
    { goal_type: 'find_emails', requested_capabilities: ['email_lookup'] },
  ],
  input: { contacts: { $from: '/input_assets/contacts' }, capabilities: { $from: '/requested_capabilities' } },
  sample: { contacts: 'shipped', preset: { $from: '/preset' } },
});

const pointersOf = (schema: Parameters<typeof readBody>[0], body: Json): readonly string[] => {
  try {
    readBody(schema, body);
    return [];
  } catch (error) {
    return MillraceError.is(error) ? error.faults.map(({ pointer }) => pointer) : ['another error'];
  }
};

test('what was handed in becomes the input, and nothing handed in becomes the sample', () => {
  const wish = { requested_capabilities: ['email_lookup'], input_assets: { contacts: [1] } };
  assert.deepEqual(translateInput(declared, wish), { contacts: [1], capabilities: ['email_lookup'] });
  assert.deepEqual(translateInput(declared, { preset: 'verify', input_assets: {} }), { contacts: 'shipped', preset: 'verify' });
  assert.equal(translateInput(Declaration.parse({}), { input_assets: {} }), undefined);
  assert.deepEqual(translateInput(Declaration.parse({}), { input_assets: {}, input_text: 'a' }), { input_assets: {}, input_text: 'a' });
});

test('what no pipeline knows is named, with what there is', () => {
  assert.equal(unknownWish(declared, { preset: 'verify' }), null);
  assert.match(unknownWish(declared, { preset: 'toString' }) ?? '', /no preset toString; there are verify/);
  assert.match(
    unknownWish(declared, { requested_capabilities: ['email_verify', 'fly'] }) ?? '',
    /no capability fly; there are email_lookup/,
  );
});

test('the words of a client choose the goal', () => {
  assert.equal(goalFor(declared, 'Please VALIDATE this list')?.goal_type, 'verify_emails');
  assert.equal(goalFor(declared, 'Find their addresses')?.goal_type, 'find_emails');
  assert.equal(goalFor(Declaration.parse({}), 'Anything'), null);
});

test('a plan carries all that the client handed in', () => {
  const goal = goalFor(declared, 'verify');
  assert.ok(goal !== null);
  const given = readBody(ResolveBody, { goal_text: 'verify them', input_text: 'a@b.example', icp_config: { titles: ['ceo'] } });
  assert.deepEqual(planFor('p1', goal, given).plan, {
    pipeline_id: 'p1',
    preset: 'verify',
    requested_capabilities: null,
    input_assets: { text: 'a@b.example' },
    icp_config: { titles: ['ceo'] },
    output: { required_fields: [], preview_rows: 5 },
  });
});

test('bodies are held to their documented limits', () => {
  assert.deepEqual(pointersOf(ResolveBody, { goal_text: 'abc' }), []);
  assert.deepEqual(pointersOf(ResolveBody, { goal_text: 'ab' }), ['/goal_text']);
  assert.deepEqual(pointersOf(ResolveBody, { goal_text: 'x'.repeat(2000), input_text: 'x'.repeat(50_000) }), []);
  assert.deepEqual(pointersOf(ResolveBody, { goal_text: 'x'.repeat(2001), input_text: 'x'.repeat(50_001) }), ['/goal_text', '/input_text']);
  assert.deepEqual(pointersOf(QuoteBody, { max_external_spend_credits: -1 }), ['/goal_plan', '/max_external_spend_credits']);
  assert.deepEqual(pointersOf(RunBody, { goal_plan: {} }), ['/quote_token']);
});

test('a job is asked for by preset or by capabilities, not by both and not by neither', () => {
  assert.deepEqual(pointersOf(JobRequest, { preset: 'verify' }), []);
  assert.deepEqual(pointersOf(JobRequest, { requested_capabilities: ['email_verify'] }), []);
  assert.deepEqual(pointersOf(JobRequest, { preset: 'verify', requested_capabilities: ['email_verify'] }), ['/preset']);
  assert.deepEqual(pointersOf(JobRequest, {}), ['/preset']);
  assert.deepEqual(pointersOf(JobRequest, { requested_capabilities: [] }), ['/requested_capabilities', '/preset'].slice(0, 1));
});

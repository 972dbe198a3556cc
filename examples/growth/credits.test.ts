import { chargeFor, estimateCredits } from './credits.ts';
import { SAMPLE } from './sample/sample-input.ts';
import assert from 'node:assert/strict';
import { growthInput } from './schemas.ts';
import { test } from 'node:test';

async function totals(input: unknown): Promise<readonly number[]> {
  const { min, expected, max } = await estimateCredits(growthInput.parse(input));
  return [min, expected, max];
}

test('an estimate counts who could be found and who could be verified, and nobody twice', async () => {
  const text = 'Ana Silva, Acme, acme.example\nbo@acme.example\nbo@acme.example\nnobody in particular\ncy@broken';
  const { min, max, breakdown } = await estimateCredits(growthInput.parse({ input_text: text }));
  assert.deepEqual([min, max], [0, 3]);
  assert.deepEqual(
    breakdown?.map((part) => [part.name, part.max]),
    [
      ['email_lookup', 1],
      ['email_verify', 2],
    ],
  );
});

test('only what is asked for is estimated, and no more than the limit', async () => {
  const input_text = 'a@acme.example\nb@acme.example\nc@acme.example';
  assert.deepEqual(await totals({ input_text, limit: 2, capabilities: ['email_verify'] }), [0, 1, 2]);
  assert.deepEqual(await totals({ input_text, capabilities: ['company_size'] }), [0, 0, 0]);
});

test('a file that nobody has read yet may be as long as it is allowed to be', async () => {
  assert.deepEqual((await totals({ contacts: { $file: 'x' }, limit: 50 }))[2], 100);
  assert.deepEqual((await totals({ contacts: { $file: 'x' } }))[2], 20_000);
});

test('a list that cannot be read costs nothing', async () => {
  assert.deepEqual(await totals({ input_text: 'name,email\n"Ana,ana@acme.example' }), [0, 0, 0]);
});

test('an estimate expects less than the most and more than the least', async () => {
  const [min = 0, expected = 0, max = 0] = await totals(SAMPLE);
  assert.ok(min < expected && expected < max);
});

test('only what was delivered is charged for', () => {
  const notes: unknown[] = [];
  const total = chargeFor({ email_lookup: 0, email_verify: 3 }, (usage) => void notes.push(usage));
  assert.deepEqual([total, notes], [3, [{ provider: 'growth', meter: 'emails_verified', quantity: 3, credits: 3 }]]);
});

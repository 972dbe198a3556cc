import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Millrace, MillraceApiError } from '../../packages/client/src/index.ts';
import { readConfig } from '../../packages/millrace/src/config.ts';
import { startMillrace } from '../../packages/millrace/src/main.ts';

const data = mkdtempSync(join(tmpdir(), 'millrace-sdk-credits-'));
const workflows = join(import.meta.dirname, '../api/workflows');
const server = await startMillrace(readConfig({ port: '0', data, workflows, logLevel: 'silent' }, {}));
after(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});
const client = new Millrace({ baseUrl: server.url, apiKey: server.apiKey, maxRetries: 0 });

async function code(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => (MillraceApiError.is(error) ? error.code : String(error)),
  );
}

test('credits are granted, previewed, quoted, spent and listed', async () => {
  const plan = { ...(await client.plan.get()), name: 'starter', metered: true };
  assert.deepEqual(await client.plan.set(plan), plan);
  const { entry, credits } = await client.credits.grant({ amount: 100, note: 'welcome' }, { idempotencyKey: 'welcome' });
  assert.deepEqual([entry.kind, credits.available], ['grant', 100]);
  const work = { workflow: 'priced', input: { min: 10, max: 60, use: 25 } };
  const preview = await client.runs.preview(work);
  assert.deepEqual([preview.estimate.max, preview.can_run], [60, true]);
  const quote = await client.quotes.create({ ...work, max_credits: 30 });
  const run = await client.runs.start({ ...work, quote: quote.token }, { waitSeconds: 30 });
  assert.deepEqual(run.credits, { held: 30, used: 25, charged: 25, quote_id: quote.id });
  assert.equal((await client.quotes.get(quote.id)).run_id, run.id);
  const moves: string[] = [];
  for await (const { kind, amount } of client.credits.entries({ run: run.id })) moves.push(`${kind} ${amount}`);
  assert.deepEqual(moves, ['rebate 5', 'charge 30']);
  assert.deepEqual(await client.credits.get(), { available: 75, held: 0, spent: 25, granted: 100 });
});

test('what a start refuses is an error with its code', async () => {
  const work = { workflow: 'priced', input: { min: 1000, max: 1000 } };
  assert.equal(await code(client.runs.start(work)), 'insufficient_credits');
  assert.equal(await code(client.runs.start({ ...work, quote: 'nonsense' })), 'quote_invalid');
  await client.plan.set({ ...(await client.plan.get()), active: false });
  assert.equal(await code(client.runs.start(work)), 'plan_inactive');
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'node:test';
import { readConfig } from '../../packages/millrace/src/config.ts';
import { startMillrace } from '../../packages/millrace/src/main.ts';
import { ChangingWorkflow } from './changing-workflow.ts';
import { MillraceUnderTest } from './millrace-under-test.ts';

/** A workflow whose module notes, as long as its thread lives, in which one it is loaded. */
function beating(log: string): string {
  return `
import { appendFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import { defineWorkflow } from 'millrace';
setInterval(() => appendFileSync(${JSON.stringify(log)}, threadId + '\\n'), 20);
export default defineWorkflow({ name: 'beating' }, async (run) => run.step('long', () => new Promise((done) => setTimeout(done, 3_000))));
`;
}

const changing = new ChangingWorkflow();
const under = await MillraceUnderTest.start({ workflows: changing.folder });

/** The threads that beat within a moment. */
async function threads(log: string): Promise<ReadonlySet<string>> {
  const before = under.effects(log).length;
  await delay(250);
  return new Set(under.effects(log).slice(before));
}

test('after any number of reloads at once there are as many threads as before', async () => {
  const log = under.log();
  changing.add('beating.ts', beating(log));
  await under.millrace.reload();
  assert.equal((await threads(log)).size, 2);
  await Promise.all([under.millrace.reload(), under.millrace.reload(), under.millrace.reload()]);
  assert.equal((await threads(log)).size, 2);
});

test('a thread that still ends an old step when everything is closed ends too', async () => {
  const log = under.log();
  const folder = mkdtempSync(join(tmpdir(), 'millrace-threads-'));
  changing.add('beating.ts', beating(log));
  const config = readConfig({ port: '0', data: folder, workflows: changing.folder, logLevel: 'silent', drainMs: '50ms' }, {});
  const other = await startMillrace(config);
  const started = await fetch(`${other.url}/v1/runs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${other.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ workflow: 'beating', input: null }),
  });
  assert.equal(started.status, 202);
  await delay(150);
  await other.reload();
  assert.ok((await threads(log)).size > 2, 'the old thread still ends its step');
  await other.close();
  changing.remove('beating.ts');
  await under.millrace.reload();
  assert.equal((await threads(log)).size, 0);
  rmSync(folder, { recursive: true });
});

const GUARDED = `
import { defineWorkflow } from 'millrace';
setTimeout(() => { throw new Error('stray'); }, 50);
const input = { '~standard': { version: 1, vendor: 'test', validate: (value) => (value === 'exit' ? process.exit(1) : { value }) } };
export default defineWorkflow({ name: 'guarded', input }, async (_run, value) => value);
`;

test('inputs are still checked after a stray failure in the thread that checks them, and after its end', async () => {
  changing.add('guarded.ts', GUARDED);
  await under.millrace.reload();
  await delay(150);
  assert.equal(await under.output(await under.begin('guarded', 'a')), 'a');
  await assert.rejects(under.begin('guarded', 'exit'), { code: 'workflow_unavailable' });
  let id: string | null = null;
  for (let tries = 0; id === null && tries < 100; tries++) {
    id = await under.begin('guarded', 'b').catch(() => null);
    if (id === null) await delay(50);
  }
  assert.equal(await under.output(id ?? ''), 'b');
});

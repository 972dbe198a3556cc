import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChangingWorkflow } from './changing-workflow.ts';
import { MillraceUnderTest } from './millrace-under-test.ts';

const changing = new ChangingWorkflow();
const under = await MillraceUnderTest.start({ workflows: changing.folder });

async function begin(body: string): Promise<string> {
  changing.write(body);
  await under.millrace.reload();
  return under.begin('changing');
}

test('a step may have a time-out that is longer than a timer can be', async () => {
  const id = await begin("return run.step('slow', () => delay(50, 'done'), { timeout: '60d' });");
  assert.equal(await under.output(id), 'done');
});

test('a run that is to sleep until no time at all fails and says so', async () => {
  for (const time of ["'tomorrow'", 'NaN', 'new Date(NaN)', '9e15']) {
    const run = await under.until(await begin(`await run.sleepUntil('nap', ${time});`), ({ status }) => status === 'failed', 'failed');
    if (run.status === 'failed') assert.match(run.error.message, /sleep nap/);
  }
});

test('a run that is to wait for longer than there is a time for fails and says so', async () => {
  for (const wait of [
    "run.sleep('nap', Number.MAX_SAFE_INTEGER)",
    "run.waitFor('nap', { timeout: '9999999999d' })",
    "run.review('nap', 1, { timeout: 8.64e15 })",
  ]) {
    const run = await under.until(await begin(`await ${wait};`), ({ status }) => status === 'failed', 'failed');
    if (run.status === 'failed') assert.match(run.error.message, /nap/);
  }
});

test('a sleep of many years waits, and can be looked at', async () => {
  const run = await under.status(await begin("await run.sleep('nap', '36500d');"), 'waiting');
  assert.ok(run.status === 'waiting' && run.runnableAt !== null && new Date(run.runnableAt).getFullYear() > 2100);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { pauseRun } from '../../packages/millrace/src/commands/pause-run.ts';
import { resumeRun } from '../../packages/millrace/src/commands/resume-run.ts';
import { ChangingWorkflow } from './changing-workflow.ts';
import { MillraceUnderTest } from './millrace-under-test.ts';

/** What somebody wants of a run must not change how its work ends. */

const changing = new ChangingWorkflow();
const under = await MillraceUnderTest.start({ workflows: changing.folder });

async function begin(body: string): Promise<string> {
  changing.write(body);
  await under.millrace.reload();
  return under.begin('changing');
}

const attemptSeen = (runId: string): Promise<unknown> =>
  under.until(runId, () => under.types(runId).includes('step.started'), 'in the middle of its step');

const FLAKY =
  "return run.step('flaky', async ({ attempt }) => { await delay(150); if (attempt === 1) throw new Error('not yet'); return attempt; });";

test('an attempt that fails while its run is to be paused is tried again when the run goes on', async () => {
  const id = await begin(FLAKY);
  await attemptSeen(id);
  await pauseRun(under.context, under.caller, id);
  await under.status(id, 'paused');
  await resumeRun(under.context, under.caller, id);
  assert.equal(await under.output(id), 2);
});

test('an attempt that fails while its engine is to be replaced is tried again on the next one', async () => {
  const id = await begin(FLAKY);
  await attemptSeen(id);
  await under.millrace.reload();
  assert.equal(await under.output(id), 2);
});

test('an item that fails while its run is to be paused is tried again when the run goes on', async () => {
  const id = await begin(`
    run.log('info', 'begin');
    const { values, summary } = await run.map('items', [1, 2], async (n, { attempt }) => { await delay(150); if (attempt === 1) throw new Error('not yet'); return n; });
    return { values, failed: summary.failed };`);
  await under.until(id, () => under.types(id).includes('log.written'), 'in the middle of its items');
  await pauseRun(under.context, under.caller, id);
  await under.status(id, 'paused');
  await resumeRun(under.context, under.caller, id);
  // The first attempt after the pause counts anew and fails again; what matters is that nothing is given up.
  assert.deepEqual(await under.output(id), { values: [1, 2], failed: 0 });
});

test('a run is paused although an item of it waits for a minute before it is tried again', async () => {
  const id = await begin(`
    run.log('info', 'begin');
    await run.map('items', [1], () => { throw Object.assign(new Error('later'), { retryAfterMs: 60_000 }); });`);
  await under.until(id, () => under.types(id).includes('log.written'), 'at its item');
  await pauseRun(under.context, under.caller, id);
  await under.status(id, 'paused');
});

test('a map goes on after any number of pauses that are taken back at once', async () => {
  const id = await begin(`
    const { values } = await run.map('items', Array.from({ length: 60 }, (_, n) => n), async (n) => { await delay(5); return n; }, { concurrency: 2 });
    return values.length;`);
  for (let n = 0; n < 30; n++) {
    await pauseRun(under.context, under.caller, id);
    await resumeRun(under.context, under.caller, id);
  }
  assert.equal(await under.output(id), 60);
});

test('nothing of a run is tried again after its time was over', async () => {
  const log = under.log();
  changing.write(`
    const { appendFileSync } = await import('node:fs');
    await run.map('items', [1, 2], () => { appendFileSync(${JSON.stringify(log)}, 'tried\\n'); throw Object.assign(new Error('later'), { retryAfterMs: 300 }); });`);
  await under.millrace.reload();
  const id = await under.begin('changing', null, { timeoutMs: 150 });
  await under.status(id, 'failed');
  const tried = under.effects(log).length;
  await delay(500);
  assert.equal(under.effects(log).length, tried);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resumeRun } from '../../packages/millrace/src/commands/resume-run.ts';
import { sendSignal } from '../../packages/millrace/src/commands/send-signal.ts';
import { ChangingWorkflow } from './changing-workflow.ts';
import { MillraceUnderTest } from './millrace-under-test.ts';

const changing = new ChangingWorkflow();
const under = await MillraceUnderTest.start({ workflows: changing.folder });

function write(body: string): void {
  changing.write(body);
}

const go = (runId: string): Promise<unknown> => sendSignal(under.context, under.caller, { runId, name: 'go', payload: null });

test('new code that makes the recorded calls goes on with runs that began under the old code', async () => {
  write("await run.step('a', () => 1); await run.waitFor('go'); return await run.step('b', () => 2);");
  await under.millrace.reload();
  const id = await under.begin('changing');
  await under.status(id, 'waiting');
  write("await run.step('a', () => 'never called'); await run.waitFor('go'); return await run.step('new', () => 'new');");
  await under.millrace.reload();
  await go(id);
  assert.equal(await under.output(id), 'new');
});

test('a run whose function no longer matches its journal is put aside with the reason, and goes on when the code is back', async () => {
  const good = "await run.step('a', () => 1); await run.waitFor('go'); return await run.step('b', () => 2);";
  write(good);
  await under.millrace.reload();
  const id = await under.begin('changing');
  await under.status(id, 'waiting');
  write("await run.step('other', () => 1); await run.waitFor('go'); return 1;");
  await under.millrace.reload();
  await go(id);
  const aside = await under.until(id, ({ reason }) => reason === 'code_changed', 'put aside');
  assert.equal(aside.status, 'waiting');
  if (aside.status === 'waiting') assert.equal(aside.waitingFor.name, 'step:a#1');
  write(good);
  await under.millrace.reload();
  await resumeRun(under.context, under.caller, id);
  assert.equal(await under.output(id), 2);
});

test('a function that returns before it has made its recorded calls is put aside too', async () => {
  write("await run.step('a', () => 1); await run.step('b', () => 1); await run.waitFor('go'); return 3;");
  await under.millrace.reload();
  const id = await under.begin('changing');
  await under.status(id, 'waiting');
  write("await run.step('a', () => 1); return 1;");
  await under.millrace.reload();
  await go(id);
  const aside = await under.until(id, ({ reason }) => reason === 'code_changed', 'put aside');
  if (aside.status === 'waiting') assert.equal(aside.waitingFor.name, 'step:b#1');
});

test('branches that run beside each other are replayed without being taken for changed code', async () => {
  write(`const branch = async (name) => { for (let i = 0; i < 5; i++) await run.step(name + i, () => i); await run.sleep(name, 15); return run.step(name + 'last', () => name); };
  return Promise.all(['x', 'y', 'z'].map(branch));`);
  await under.millrace.reload();
  const id = await under.begin('changing');
  assert.deepEqual(await under.output(id), ['x', 'y', 'z']);
  assert.equal(under.run(id).steps.completed, 18);
});

test('a branch goes on while another sleeps', async () => {
  write(`const sleeper = run.sleep('long', 400).then(() => run.step('woke', () => Date.now()));
  let last = 0; for (let i = 0; i < 20; i++) last = await run.step('quick' + i, () => Date.now());
  return (await sleeper) >= last;`);
  await under.millrace.reload();
  const id = await under.begin('changing');
  assert.equal(await under.output(id), true);
  const changes = under.changes(id);
  const quickDone = changes.findIndex((change) => change.type === 'step.completed' && change.name === 'quick19');
  const parked = changes.findIndex((change) => change.type === 'run.waiting');
  assert.ok(quickDone < parked || parked === -1, 'the run was parked while a branch had work to do');
});

test('a step result that is too large, or cannot be written, fails the step with words', async () => {
  write("return await run.step('large', () => 'x'.repeat(1024 * 1024 + 1));");
  await under.millrace.reload();
  const large = await under.status(await under.begin('changing'), 'failed');
  if (large.status === 'failed') assert.match(large.error.message, /1048579 bytes.*at most 1048576/);
  write("return await run.step('cycle', () => { const a = {}; a.a = a; return a; });");
  await under.millrace.reload();
  const cyclic = await under.status(await under.begin('changing'), 'failed');
  if (cyclic.status === 'failed') assert.match(cyclic.error.message, /cannot be written as JSON/);
});

test('a sleep ends on time while another branch is in the middle of a step', async () => {
  write(`const order = [];
  const slow = run.step('slow', () => new Promise((done) => setTimeout(() => done('slow'), 600))).then(() => order.push('slow'));
  const nap = run.sleep('nap', 50).then(() => run.step('quick', () => 'quick')).then(() => order.push('quick'));
  await Promise.all([slow, nap]);
  return order;`);
  await under.millrace.reload();
  assert.deepEqual(await under.output(await under.begin('changing')), ['quick', 'slow']);
});

test('a promise that nobody waits for, or a callback that throws, leaves other runs alone', async () => {
  write(`void run.step('forgotten', () => { throw Object.assign(new Error('forgotten'), { retryable: false }); });
  setTimeout(() => { throw new Error('in a callback'); }, 5);
  await run.sleep('nap', 100);
  return await run.step('last', () => 'fine');`);
  await under.millrace.reload();
  const id = await under.begin('changing');
  assert.equal(await under.output(id), 'fine');
  assert.equal(under.run(id).crashes, 0);
});

test('code that ends the thread as it is loaded is refused, and the code before it stays', async () => {
  const body = "return await run.step('a', () => 'still here');";
  write(body);
  await under.millrace.reload();
  changing.writeSource("import { exit } from 'node:process';\nexit(1);\n");
  await assert.rejects(under.millrace.reload());
  write(body);
  assert.equal(await under.output(await under.begin('changing')), 'still here');
});

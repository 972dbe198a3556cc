import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sendSignal } from '../../packages/millrace/src/commands/send-signal.ts';
import { ChangingWorkflow } from './changing-workflow.ts';
import { MillraceUnderTest } from './millrace-under-test.ts';

const changing = new ChangingWorkflow();
const under = await MillraceUnderTest.start({ workflows: changing.folder });

const go = (runId: string): Promise<unknown> => sendSignal(under.context, under.caller, { runId, name: 'go', payload: null });

async function begin(body: string): Promise<string> {
  changing.write(body);
  await under.millrace.reload();
  return under.begin('changing');
}

test('whoever wins a race wins it again in every replay, although the other has ended since', async () => {
  const id = await begin(`
    const late = run.sleep('late', 250).then(() => 'sleep');
    const signal = run.waitFor('go').then(() => 'signal');
    const winner = await Promise.race([late, signal]);
    await run.step('chose ' + winner, () => winner);
    await run.sleep('past both', 400);
    await run.sleep('once more', 20);
    return run.step('end ' + winner, () => winner);`);
  await go(id);
  assert.equal(await under.output(id), 'signal');
  assert.ok(under.run(id).claimEpoch >= 4);
});

test('three short steps that beat a long one beat it in a replay too, where all of them answer at once', async () => {
  const id = await begin(`
    const many = (async () => { for (const n of [1, 2, 3]) await run.step('short ' + n, () => n); return 'many'; })();
    const one = run.step('long', () => delay(150, 'one'));
    const winner = await Promise.race([one, many]);
    await run.step('chose ' + winner, () => winner);
    await one;
    await run.sleep('nap', 20);
    return run.step('end ' + winner, () => winner);`);
  assert.equal(await under.output(id), 'many');
});

test('the first of several that succeeds is the same in a replay', async () => {
  const id = await begin(`
    const fails = async () => { await run.step('a', () => 1); await run.sleep('b', 30); throw new Error('no'); };
    const wins = async () => { await run.sleep('c', 60); await run.step('d', () => 1); return run.step('e', () => 'wins'); };
    const slow = async () => { await run.sleep('f', 200); return 'slow'; };
    const winner = await Promise.any([slow(), fails(), wins()]);
    await run.step('chose ' + winner, () => 1);
    await run.sleep('past all', 300);
    await run.sleep('again', 20);
    return run.step('end ' + winner, () => winner);`);
  assert.equal(await under.output(id), 'wins');
});

test('a called run that lost a race to a step does not win it in a replay', async () => {
  const id = await begin(`
    if (run.tags.includes('child')) return run.step('child', () => delay(150, 'child'));
    const child = run.call('changing', null, { tags: ['child'] });
    const chain = (async () => { await run.step('a', () => 1); await run.step('b', () => 1); return run.step('c', () => 'chain'); })();
    const winner = await Promise.race([child, chain]);
    await run.step('chose ' + winner, () => 1);
    await child;
    await run.sleep('nap', 20);
    return run.step('end ' + winner, () => winner);`);
  assert.equal(await under.output(id), 'chain');
});

test('work in the background that has been done is not taken for changed code when the function ends early', async () => {
  const id = await begin(`
    void (async () => { for (let n = 0; n < 20; n++) await run.step('background ' + n, () => n); })();
    await run.waitFor('go');
    return 'early';`);
  await under.until(id, ({ status, steps }) => status === 'waiting' && steps.completed === 20, 'waiting with the background done');
  await go(id);
  assert.equal(await under.output(id), 'early');
});

test('two waits for signals of one name beside each other get the same signals in every replay', async () => {
  const id = await begin(`
    const waiter = async (name) => { const got = []; for (let n = 0; n < 3; n++) { got.push(await run.waitFor('go')); await run.sleep(name, 10); } return got; };
    return Promise.all([waiter('x'), waiter('y')]);`);
  for (let n = 0; n < 6; n++) await sendSignal(under.context, under.caller, { runId: id, name: 'go', payload: n });
  const output = await under.output(id);
  assert.ok(Array.isArray(output));
  assert.deepEqual(new Set(output.flat()), new Set([0, 1, 2, 3, 4, 5]));
  assert.equal(output.flat().length, 6);
});

test('a branch that appends rows or reads a file goes on while another one waits', async () => {
  const id = await begin(`
    const ref = await run.artifact('in.txt', 'x'.repeat(300_000));
    const reads = async () => { const text = await run.file(ref).text(); return run.step('read', () => text.length); };
    const streams = async () => { let size = 0; for await (const part of run.file(ref).stream()) size += part.length; return run.step('streamed', () => size); };
    const appends = async () => { for (let n = 0; n < 20; n++) await run.records('rows', [{ n }]); return run.step('appended', () => 1); };
    const short = async (name, count) => { for (let n = 0; n < count; n++) await run.step(name, () => n); };
    const waits = run.waitFor('go');
    await Promise.all([waits, reads(), streams(), appends(), ...Array.from({ length: 12 }, (_, n) => short('s' + n, n))]);
    return 'all';`);
  await under.until(id, ({ status, steps }) => status === 'waiting' && steps.completed === 69, 'waiting with all else done');
  await go(id);
  assert.equal(await under.output(id), 'all');
});

test('a map over other items than those that are recorded is put aside', async () => {
  const body = `
    await run.map('numbers', Array.from({ length: 10 }, (_, n) => n), (n) => n);
    await run.waitFor('go');
    return 'done';`;
  const id = await begin(body);
  await under.status(id, 'waiting');
  changing.write(body.replace('length: 10', 'length: 5'));
  await under.millrace.reload();
  await go(id);
  const aside = await under.until(id, ({ reason }) => reason === 'code_changed', 'put aside');
  if (aside.status === 'waiting') assert.equal(aside.waitingFor.name, 'map:numbers#1');
});

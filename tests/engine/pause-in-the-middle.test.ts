import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pauseRun } from '../../packages/millrace/src/commands/pause-run.ts';
import { resumeRun } from '../../packages/millrace/src/commands/resume-run.ts';
import { MillraceUnderTest } from './millrace-under-test.ts';

const under = await MillraceUnderTest.start();

/** Pauses a run while its first attempt is under way, lets that attempt fail, and lets the run go on. */
async function failWhilePausing(as: 'step' | 'item'): Promise<unknown> {
  const log = under.log();
  const gate = `${log}.gate`;
  const id = await under.begin('fails-behind-gate', { log, gate, as });
  await under.until(id, () => under.effects(log).length === 1 || under.run(id).status === 'running', 'running');
  while (under.effects(log).length === 0) await nextTurn();
  await pauseRun(under.context, under.caller, id);
  writeFileSync(gate, '');
  await under.status(id, 'paused');
  await resumeRun(under.context, under.caller, id);
  return under.output(id);
}

test('a step that fails while its run is being paused is tried again when the run goes on', async () => {
  assert.equal(await failWhilePausing('step'), 'done');
});

test('an item that fails while its run is being paused is tried again when the run goes on', async () => {
  assert.deepEqual(await failWhilePausing('item'), { outcome: 'delivered', value: 'done' });
});

test('a map goes on after pauses that were taken back, whenever that was', async () => {
  const id = await under.begin('many-items', { items: 3000 });
  await under.status(id, 'running');
  for (let round = 0; under.run(id).status !== 'completed'; round++) {
    await pauseRun(under.context, under.caller, id).catch(() => null);
    for (let turn = 0; turn < round % 7; turn++) await nextTurn();
    await resumeRun(under.context, under.caller, id).catch(() => null);
  }
  assert.equal(await under.output(id), 3000);
});

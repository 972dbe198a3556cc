import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measurePowerLoss } from './measure.ts';
import { isSound, reportLines } from './report.ts';

/** The short form of `npm run power-loss`. */
const STATES = 210;
const BOOTS = 5;

test('whatever was said is still there when the power fails at any moment, and the server goes on from there', async (t) => {
  const measured = await measurePowerLoss({ states: STATES, boots: BOOTS, size: { seed: 1, clients: 5, each: 2 } });
  if (typeof measured === 'string') {
    t.diagnostic(`POWER LOSS IS NOT TESTED: ${measured}`);
    return t.skip(measured);
  }
  const lines = reportLines(measured);
  for (const line of lines.slice(0, 5)) t.diagnostic(line);
  assert.equal(measured.found.states, STATES);
  assert.ok(measured.found.claims > 500, `only ${measured.found.claims} things were said: too few to prove anything`);
  assert.ok(isSound(measured), lines.join('\n'));
});

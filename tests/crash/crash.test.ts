import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countFindings, isSound, reportLines } from './crash-report.ts';
import { runCrashTest } from './crash-test.ts';

const SEED = 1;
const KILLS = 24;

test(`nothing is lost, done again or left behind when the server is killed ${KILLS} times under load`, async (t) => {
  const result = await runCrashTest({ seed: SEED, kills: KILLS, clients: 12 });
  const lines = reportLines(result);
  for (const line of lines.slice(0, 9)) t.diagnostic(line);
  const counts = countFindings(result);
  assert.equal(counts.kills, KILLS);
  assert.ok(result.evidence.effects.length > 100, 'the load had too few effects to prove anything');
  assert.ok(result.evidence.stored.ledger.entries.length > 10, 'the load moved too few credits to prove anything');
  assert.ok(isSound(counts), `${lines.join('\n')}\nreplay with: npm run crash -- --kills ${KILLS} --seed ${SEED} --clients 12`);
});

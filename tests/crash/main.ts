import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { countFindings, isSound, missedPoints, recordOf, reportLines } from './crash-report.ts';
import { runCrashTest } from './crash-test.ts';
import { planKills } from './kill-plan.ts';

/* `npm run crash -- [--kills N] [--seed S] [--clients N] [--keep FOLDER] [--json FILE]`: kills the real server and proves that nothing came to harm. */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '300' },
    seed: { type: 'string' },
    clients: { type: 'string', default: '24' },
    keep: { type: 'string' },
    json: { type: 'string' },
  },
});
const kills = Number(values.kills);
const clients = Number(values.clients);
const seed = Number(values.seed ?? Date.now() % 1_000_000);

const result = await runCrashTest({
  seed,
  kills,
  clients,
  ...(values.keep === undefined ? {} : { keepIn: resolve(values.keep) }),
  onKill: (count, end) => {
    process.stderr.write(`\rkill ${count} of ${kills} (${end})      `);
  },
});
process.stderr.write('\n');
const missed = missedPoints(planKills(seed, kills), result.evidence.boots);
process.stdout.write(`${reportLines(result).join('\n')}\n`);
if (missed.length > 0) process.stdout.write(`never reached: ${missed.join(', ')}\n`);
const sound = isSound(countFindings(result)) && missed.length === 0;
const command = `npm run crash -- --kills ${kills} --seed ${seed} --clients ${clients}`;
if (!sound) process.stdout.write(`replay with: ${command}\n`);
if (values.json !== undefined) {
  const recorded = { date: new Date().toISOString().slice(0, 10), command, ...recordOf(result), missed };
  writeFileSync(values.json, `${JSON.stringify(recorded, null, 2)}\n`);
}
process.exitCode = sound ? 0 : 1;

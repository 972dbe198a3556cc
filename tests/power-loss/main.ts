import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measurePowerLoss } from './measure.ts';
import { isSound, reportLines } from './report.ts';

/*
 * `npm run power-loss -- [--states N] [--boots N] [--seed S] [--json FILE]`: records a real server under load, rebuilds
 * the disk as it may be found after a power failure, and proves that nothing that was said is missing.
 */
const { values } = parseArgs({
  options: {
    states: { type: 'string', default: '2000' },
    boots: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'string' },
  },
});
const states = Number(values.states);
const boots = Number(values.boots ?? Math.ceil(states / 20));
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const command = `npm run power-loss -- --states ${states} --boots ${boots} --seed ${seed}`;

const measured = await measurePowerLoss({
  states,
  boots,
  size: { seed, clients: 8, each: 10 },
  tell: (what) => void process.stderr.write(`\r${what.padEnd(40)}`),
});
process.stderr.write('\n');
if (typeof measured === 'string') {
  process.stdout.write(`Skipped: ${measured}\n`);
} else {
  const sound = isSound(measured);
  process.stdout.write(`${reportLines(measured).join('\n')}\n`);
  if (!sound) process.stdout.write(`again with: ${command}\n`);
  if (values.json !== undefined) {
    const recorded = { date: new Date().toISOString().slice(0, 10), command, ...measured };
    writeFileSync(values.json, `${JSON.stringify(recorded, withoutExamples, 2)}\n`);
  }
  process.exitCode = sound ? 0 : 1;
}

function withoutExamples(name: string, value: unknown): unknown {
  return name === 'examples' ? undefined : value;
}

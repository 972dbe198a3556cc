import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dialectPolls } from './cases/dialect-polls.ts';
import { durableRuns } from './cases/durable-runs.ts';
import { durableStarts } from './cases/durable-starts.ts';
import { listAndGet } from './cases/list-and-get.ts';
import { recovery } from './cases/recovery.ts';
import { startToFinish } from './cases/start-to-finish.ts';
import { statusPolls } from './cases/status-polls.ts';
import { streams } from './cases/streams.ts';
import { waitingRuns } from './cases/waiting-runs.ts';
import type { BenchCase, Measurement, Scale } from './measurement.ts';
import { benchPeers } from './peers/driver/run-peers.ts';
import { jsonOf, tableLines } from './report.ts';

/*
 * `npm run bench -- core|dialects [--quick] [--json FILE] [--case NAME]`, or `peers` with `--install` and `--peer NAME` as well: each figure beside what the machine itself can do,
 * measured in the same run. It uses the loopback interface and `.millrace/bench` only, and ends by itself.
 */
const SETS: ReadonlyMap<string, readonly BenchCase[]> = new Map([
  ['core', [durableRuns, statusPolls, durableStarts, startToFinish, listAndGet, waitingRuns, recovery, streams]],
  ['dialects', [dialectPolls]],
]);
const FULL: Scale = { rounds: 7, roundMs: 3000, storedRuns: 10_000_000, waitingRuns: 1_000_000, liveRuns: 10_000, streams: 10_000 };
const QUICK: Scale = { ...FULL, rounds: 3, roundMs: 1500, storedRuns: 1_000_000 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    case: { type: 'string', multiple: true },
    install: { type: 'boolean', default: false },
    peer: { type: 'string', multiple: true },
  },
});

async function measureAll(
  cases: readonly BenchCase[],
  scale: Scale,
  wanted: readonly string[] | undefined,
): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const each of cases.filter(({ name }) => wanted?.includes(name) ?? true)) {
    const say = (words: string): void => {
      process.stderr.write(`${each.name}: ${words}\n`);
    };
    measurements.push(...(await each.measure(scale, say)));
  }
  return measurements;
}

const set = positionals.join(' ');
const cases = SETS.get(set);
if (set === 'peers') {
  const { install, quick, peer: peers, case: only, json } = values;
  await benchPeers({ install, quick, peers, cases: only, json });
} else if (cases !== undefined) {
  const measurements = await measureAll(cases, values.quick ? QUICK : FULL, values.case);
  process.stdout.write(`${tableLines(measurements).join('\n')}\n`);
  if (values.json !== undefined) writeFileSync(values.json, jsonOf(measurements));
} else {
  process.stderr.write('Usage: npm run bench -- core|dialects|peers [--quick] [--json FILE] [--case NAME] [--install] [--peer NAME]\n');
  process.exitCode = 2;
}

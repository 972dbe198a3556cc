import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { durableRuns } from './cases/durable-runs.ts';
import { durableStarts } from './cases/durable-starts.ts';
import { listAndGet } from './cases/list-and-get.ts';
import { recovery } from './cases/recovery.ts';
import { startToFinish } from './cases/start-to-finish.ts';
import { statusPolls } from './cases/status-polls.ts';
import { streams } from './cases/streams.ts';
import { waitingRuns } from './cases/waiting-runs.ts';
import type { Measurement, Scale } from './measurement.ts';
import { jsonOf, tableLines } from './report.ts';

/*
 * `npm run bench -- core [--quick] [--json FILE] [--case NAME]`: each figure beside what the machine itself can do,
 * measured in the same run. It uses the loopback interface and `.millrace/bench` only, and ends by itself.
 */
const CASES = [durableRuns, statusPolls, durableStarts, startToFinish, listAndGet, waitingRuns, recovery, streams];
const FULL: Scale = { rounds: 7, roundMs: 3000, storedRuns: 10_000_000, waitingRuns: 1_000_000, liveRuns: 10_000, streams: 10_000 };
const QUICK: Scale = { ...FULL, rounds: 3, roundMs: 1500, storedRuns: 1_000_000 };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, json: { type: 'string' }, case: { type: 'string', multiple: true } },
});

async function measureAll(scale: Scale, wanted: readonly string[] | undefined): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const each of CASES.filter(({ name }) => wanted?.includes(name) ?? true)) {
    const say = (words: string): void => {
      process.stderr.write(`${each.name}: ${words}\n`);
    };
    measurements.push(...(await each.measure(scale, say)));
  }
  return measurements;
}

if (positionals.join(' ') === 'core') {
  const measurements = await measureAll(values.quick ? QUICK : FULL, values.case);
  process.stdout.write(`${tableLines(measurements).join('\n')}\n`);
  if (values.json !== undefined) writeFileSync(values.json, jsonOf(measurements));
} else {
  process.stderr.write('Usage: npm run bench -- core [--quick] [--json FILE] [--case NAME]\n');
  process.exitCode = 2;
}

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { catchPlants, type Catch } from './catch-plant.ts';
import { PLANTS } from './plants/plants.ts';
import { replayLine, tallyOf } from './report.ts';
import { runSeeds } from './run-seeds.ts';
import type { SeedResult } from './simulate-seed.ts';

/*
 * `npm run simulate -- [--seeds N] [--from S] [--lanes L] [--plant NAME] [--plants] [--json FILE]` lives through N seeds;
 * with `--plants` it plants every known bug in turn as well, and says how many seeds it took to find it.
 * `npm run simulate -- --seed S [--plant NAME]` lives through one again and prints what happened.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    lanes: { type: 'string', default: '2' },
    plant: { type: 'string' },
    plants: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const plant = values.plant ?? null;
const lanes = Number(values.lanes);
if (plant !== null && !PLANTS.some(({ name }) => name === plant)) {
  throw new Error(`There is no plant ${plant}; there are ${PLANTS.map(({ name }) => name).join(', ')}.`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const results: SeedResult[] = [];
function heard(result: SeedResult): boolean {
  results.push(result);
  for (const line of result.trace ?? []) print(line);
  const line = replayLine(result, plant);
  if (line !== null) print(line);
  return plant !== null && line !== null;
}

const startedAt = performance.now();
const one = values.seed === undefined ? null : Number(values.seed);
const seeds = one === null ? { first: Number(values.from), count: Number(values.seeds) } : { first: one, count: 1 };
await runSeeds({ ...seeds, lanes, plant, keepsTrace: one !== null, heard });
const seconds = (performance.now() - startedAt) / 1000;

const catches: Catch[] = [];
if (values.plants) {
  await catchPlants(PLANTS, lanes, (caught) => {
    catches.push(caught);
    const { name, seeds: tried, finding } = caught;
    print(
      `${name}: ${finding === null ? `not found in ${tried} seeds` : `seed ${tried}, ${finding.promise}: ${finding.text.split('\n', 1)[0]}`}`,
    );
  });
}

const tally = tallyOf(results);
const plants = catches.map(({ name, finding, ...caught }) => ({ name, seeds: caught.seeds, promise: finding?.promise ?? null }));
const asked = process.argv.slice(2).filter((arg, index, args) => arg !== '--json' && args[index - 1] !== '--json');
const how = { date: new Date().toISOString().slice(0, 10), command: ['npm run simulate --', ...asked].join(' ') };
const report = { ...how, ...tally, seconds: Math.round(seconds * 10) / 10, plants };
print(JSON.stringify({ ...tally, seconds: report.seconds }));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
process.exitCode = tally.violations === 0 && plants.every(({ promise }) => promise !== null) ? 0 : 1;

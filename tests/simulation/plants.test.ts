import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { catchPlants, MOST_SEEDS, type Catch } from './catch-plant.ts';
import { PLANTS } from './plants/plants.ts';
import { plantInto } from './source-hooks.ts';

test('every plant has its place in the source, once', () => {
  for (const plant of PLANTS) {
    const source = readFileSync(new URL(`../../packages/millrace/src/${plant.file}`, import.meta.url), 'utf8');
    assert.notEqual(plantInto(plant, source), source, plant.name);
  }
  assert.equal(new Set(PLANTS.map(({ name }) => name)).size, PLANTS.length);
});

test(`each of ${PLANTS.length} planted bugs is found within ${MOST_SEEDS} seeds, by a promise that it breaks`, async (t) => {
  const catches: Catch[] = [];
  await catchPlants(PLANTS, Math.min(4, Math.max(2, availableParallelism())), (caught) => {
    catches.push(caught);
    t.diagnostic(`${caught.name}: ${caught.seeds} seeds, ${caught.finding?.promise ?? 'not found'}`);
  });
  assert.equal(catches.length, PLANTS.length);
  const missed = catches.filter(({ name, finding }) => {
    const plant = PLANTS.find((candidate) => candidate.name === name);
    return finding === null || plant?.breaks.includes(finding.promise) !== true;
  });
  assert.deepEqual(missed, []);
});

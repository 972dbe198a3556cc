import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { type Quality, type QualityReport, measureQuality } from './measure-quality.ts';
import { SHIPPED_SEED } from './data/generate.ts';
import { findLeavers } from './find-leavers.ts';
import { readFile } from 'node:fs/promises';
import { writeSnapshots } from './data/write-snapshots.ts';

/** A little below what was measured on thirteen seeds; the README has the figures. */
const FLOORS: { readonly [K in keyof QualityReport]: { readonly precision: number; readonly recall: number } } = {
  leavers: { precision: 0.95, recall: 0.97 },
  destinations: { precision: 0.985, recall: 0.94 },
  oldDecisionMakers: { precision: 0.97, recall: 0.93 },
  newDecisionMakers: { precision: 0.985, recall: 0.925 },
};

function inWords(name: string, { precision, recall, found, wanted }: Quality): string {
  return `${name}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} (${found} found, ${wanted} true)`;
}

suite('who left, where to, and who decides, held against the truth', { concurrency: 1 }, () => {
  for (const seed of [SHIPPED_SEED, 4, 11]) {
    test(`people of seed ${seed}`, async (t) => {
      const { before, after, truth } = writeSnapshots(seed);
      const { prepared, conclusions } = await findLeavers(before, after);
      const report = measureQuality(conclusions, truth);
      t.diagnostic(`seed ${seed}: ${prepared.before.rowCount} and ${prepared.after.rowCount} rows`);
      for (const kind of ['leavers', 'destinations', 'oldDecisionMakers', 'newDecisionMakers'] as const) {
        t.diagnostic(inWords(kind, report[kind]));
        assert.ok(report[kind].precision >= FLOORS[kind].precision, inWords(kind, report[kind]));
        assert.ok(report[kind].recall >= FLOORS[kind].recall, inWords(kind, report[kind]));
      }
    });
  }

  test('when only those count whom the later file shows elsewhere, nearly all answers are right', async () => {
    const { before, after, truth } = writeSnapshots(SHIPPED_SEED);
    const { conclusions } = await findLeavers(before, after, { absent: 'gap' });
    assert.ok(measureQuality(conclusions, truth).leavers.precision >= 0.99);
  });
});

test('the shipped snapshots are what the generator makes, with at least 5,000 people at 200 companies', async () => {
  const snapshots = writeSnapshots(SHIPPED_SEED);
  for (const name of ['before', 'after', 'truth'] as const) {
    assert.ok(
      (await readFile(new URL(`./data/${name}.csv`, import.meta.url), 'utf8')) === snapshots[name],
      `${name}.csv differs: npm run generate`,
    );
  }
  const lives = snapshots.truth
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const companies = new Set(lives.map((life) => life[4]).filter((company) => company !== ''));
  assert.ok(lives.length >= 5000 && companies.size >= 200, `${lives.length} people at ${companies.size} companies`);
});

test('other seeds make other people', () => {
  assert.notEqual(writeSnapshots(1).before, writeSnapshots(2).before);
  assert.equal(writeSnapshots(1).after, writeSnapshots(1).after);
});

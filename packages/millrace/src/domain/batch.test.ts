import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { partCount, partLength } from './batch.ts';

const PART = 10;

describe('a file in parts', () => {
  test('has as many parts as it takes, and one when it is empty', () => {
    const counts = [0, 1, 9, 10, 11, 20, 21].map((sizeBytes) => partCount({ sizeBytes, partBytes: PART }));
    assert.deepEqual(counts, [1, 1, 1, 1, 2, 2, 3]);
  });

  test('has parts that are as long as the file together', () => {
    for (const sizeBytes of [0, 1, 10, 11, 20, 25]) {
      const upload = { sizeBytes, partBytes: PART };
      const lengths = Array.from({ length: partCount(upload) }, (_, index) => partLength(upload, index + 1) ?? Number.NaN);
      assert.equal(
        lengths.reduce((sum, length) => sum + length, 0),
        sizeBytes,
      );
      assert.ok(lengths.slice(0, -1).every((length) => length === PART));
    }
  });

  test('has no part before the first, after the last or in between two', () => {
    for (const number of [0, -1, 4, 1.5, Number.NaN]) assert.equal(partLength({ sizeBytes: 25, partBytes: PART }, number), null);
  });
});

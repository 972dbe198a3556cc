import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Heap } from './heap.ts';

test('a heap gives its entries in order, whatever comes in between', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer(), { nil: undefined })), (script) => {
      const heap = new Heap<number>((a, b) => a < b);
      const expected: number[] = [];
      for (const value of script) {
        if (value === undefined) {
          assert.equal(heap.peek(), expected[0]);
          assert.equal(heap.pop(), expected.shift());
        } else {
          heap.push(value);
          expected.push(value);
          expected.sort((a, b) => a - b);
        }
        assert.equal(heap.size, expected.length);
      }
      while (expected.length > 0) assert.equal(heap.pop(), expected.shift());
      assert.equal(heap.pop(), undefined);
    }),
  );
});

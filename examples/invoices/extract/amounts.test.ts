import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { decimalMarkOf, readAmount } from './amounts.ts';
import { textLine } from '../documents/line.ts';

suite('amounts', () => {
  for (const [text, mark, value] of [
    ['1,234.56', '.', 1234.56],
    ['1.234,56 €', ',', 1234.56],
    ['1 234,56', ',', 1234.56],
    ["CHF 20'700.00", '.', 20_700],
    ['$3.10', '.', 3.1],
    ['1.500', '.', 1.5],
    ['1.500', ',', 1500],
    ['16,5 Std', ',', 16.5],
    ['1000', '.', 1000],
    ['-100.00', '.', -100],
    ['(100.00)', '.', -100],
    ['100,00-', ',', -100],
    ['£ -5.00', '.', -5],
  ] as const) {
    test(`${text} with ${mark} before the cents is ${value}`, () => assert.equal(readAmount(text, mark), value));
  }

  test('a text without digits has none', () => assert.equal(readAmount('n/a', '.'), null));
});

test('most amounts of a document say which mark stands before the cents, and dates have no say', () => {
  assert.equal(decimalMarkOf(['04.05.2026', 'Summe  1.200,00', 'Teil 2.50', 'Rest 7,10'].map(textLine)), ',');
  assert.equal(decimalMarkOf(['Total  1,200.00', '8.1 %'].map(textLine)), '.');
});

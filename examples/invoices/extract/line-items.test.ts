import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineItemsCsv } from './line-items-csv.ts';
import { lineItemsOf } from './line-items.ts';
import { textLine } from '../documents/line.ts';

function read(...lines: readonly string[]) {
  return lineItemsOf(lines.map(textLine), '.').map(({ description, quantity, amount }) => [description, quantity, amount]);
}

test('a line that stands alone below a description belongs to it; after anything else it does not', () => {
  assert.deepEqual(
    read(
      'Item        Qty   Amount',
      'Chair       2     80.00',
      'oak, oiled',
      '            see page 2',
      'Delivered in May',
      'Desk        1     90.00',
    ),
    [
      ['Chair oak, oiled', 2, 80],
      ['Desk', 1, 90],
    ],
  );
});

test('what stands after the sums is no line any more', () => {
  assert.deepEqual(read('Item   Qty   Amount', 'Desk   1     90.00', 'Total        90.00', 'Paid   1     90.00'), [['Desk', 1, 90]]);
});

test('a product whose name begins like a sum is a line all the same', () => {
  assert.deepEqual(read('Item            Qty   Price   Amount', 'Total station   1     90.00   90.00'), [['Total station', 1, 90]]);
});

test('a row with a missing cell is read by where its cells stand', () => {
  assert.deepEqual(read('Item            Qty      Amount', 'Setup                     50.00'), [['Setup', null, 50]]);
});

test('no cell of the CSV is a formula, and quotes and commas survive', () => {
  const csv = lineItemsCsv([{ description: '=SUM(A1), "x"', quantity: null, unit_price: -1, amount: -1 }]);
  assert.equal(csv, 'description,quantity,unit_price,amount\r\n"\'=SUM(A1), ""x""",,-1,-1\r\n');
});

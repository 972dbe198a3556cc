import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldName } from './field-name.ts';

test('the names of the page become what the page says', () => {
  assert.deepEqual(
    ['due date', "driver's license", '3rd category'].map((name) => fieldName(name)),
    ['due_date', 'driver_s_license', '_3rd_category'],
  );
});

test('a name that is one of Python already stays as it is', () => {
  for (const name of ['invoice_number', '_x1', 'Größe', 'a']) assert.equal(fieldName(name), name);
});

test('underscores are doubled in a name that has to be changed, and every name becomes a valid one', () => {
  assert.equal(fieldName('tax_id (local)'), 'tax__id__local_');
  for (const name of ['', '1', 'a-b', '€', 'a.b c', '\u0000', '_ _']) assert.match(fieldName(name), /^[\p{L}_][\p{L}\p{N}_]*$/u, name);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extractSample } from '../samples/read-sample.ts';
import { validateDocument } from '../validation/validate-document.ts';
import { fieldsCsv } from './fields-csv.ts';

test('the table has a row for each field, and none of its cells is a formula', async () => {
  const documents = (await extractSample('bundle.pdf')).map((document) => validateDocument(document));
  const evil = { original_file_name: '=cmd.pdf', input_file_path: '=cmd.pdf', error_msg: null, documents };
  const rows = [...fieldsCsv([evil])];
  assert.equal(rows.length, 1 + documents.flatMap(({ fields }) => fields).length);
  for (const row of rows.slice(1)) assert.ok(row.startsWith("'=cmd.pdf,"), row);
  assert.ok(rows.includes("'=cmd.pdf,1,receipt,3,total,money,12.15,,0.98,,true,\r\n"), rows.at(-2));
  assert.ok(rows.some((row) => row.includes('delivery_date,date,,"""As agreed by phone"" is not a date."')));
});

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { FileResult } from '../results/document-result.ts';
import { extractSample } from '../samples/read-sample.ts';
import { validateDocument } from '../validation/validate-document.ts';
import { applyCorrections } from './apply-corrections.ts';
import type { Correction } from './correction.ts';
import { readCorrections } from './correction.ts';
import { countFailing, forReview } from './failing-documents.ts';

const REVIEWER = { userId: 'ada', timestamp: '2026-06-01T10:00:00.000Z' } as const;
const PATH = 'may/invoice-wrong-total.pdf';

const files: readonly FileResult[] = [
  {
    original_file_name: 'invoice-wrong-total.pdf',
    input_file_path: PATH,
    error_msg: null,
    documents: (await extractSample('invoice-wrong-total.pdf')).map((document) => validateDocument(document)),
  },
];

function correction(field: string, value: string | null, more: Partial<Correction> = {}): Correction {
  return { file: PATH, document: 0, field, value, ...more };
}

suite('corrections', () => {
  test('change the value, note who wrote what and when, and let the document pass', () => {
    const result = applyCorrections(files, [correction('total', 'EUR 445,54', { file: 'invoice-wrong-total.pdf' })], REVIEWER);
    assert.ok(result.ok);
    assert.equal(countFailing(result.files), 0);
    const document = result.files[0]?.documents[0];
    const total = document?.fields.find(({ field_name: name }) => name === 'total');
    assert.deepEqual([total?.value, total?.confidence, total?.validations.valid], ['445.54', { model: null, ocr: null }, true]);
    assert.deepEqual(total?.edit_history, [
      { timestamp: REVIEWER.timestamp, user_id: 'ada', modifications: [{ message: 'Changed total from "454.54" to "445.54"' }] },
    ]);
    assert.equal(document?.review_completed, true);
  });

  test('are checked like what was extracted: a wrong one leaves the document failing', () => {
    const result = applyCorrections(files, [correction('total', '400.00')], REVIEWER);
    assert.ok(result.ok && countFailing(result.files) === 1);
  });

  test('may empty a field, and may be made twice; both are in its history', () => {
    const result = applyCorrections(files, [correction('due_date', null), correction('due_date', '5 March 2026')], REVIEWER);
    assert.ok(result.ok);
    const field = result.files[0]?.documents[0]?.fields.find(({ field_name: name }) => name === 'due_date');
    assert.deepEqual([field?.value, field?.edit_history.length], ['2026-03-05', 2]);
  });

  for (const [wrong, problem] of [
    [correction('total', '445.54', { file: 'other.pdf' }), /no file "other\.pdf"/],
    [correction('total', '445.54', { document: 1 }), /no document 1; the first is 0/],
    [correction('sum', '445.54'), /no field "sum"/],
    [correction('total', 'much'), /"much" is not an amount of money/],
    [correction('line_items', '[{"amount": 3}]'), /the rows must be JSON/],
  ] as const) {
    test(`are all sent back when one of them cannot be applied: ${problem.source}`, () => {
      const result = applyCorrections(files, [correction('tax', '71.14'), wrong], REVIEWER);
      assert.ok(!result.ok && result.problems.length === 1);
      assert.match(result.problems[0] ?? '', problem);
    });
  }

  test('come in one form; anything else is a problem and not a crash', () => {
    assert.ok(readCorrections({ corrections: [{ file: 'a', field: 'total', value: '1' }] }).ok);
    for (const value of [null, 'ok', {}, { corrections: [] }, { corrections: [{ file: 'a', field: 'total', value: 1 }] }]) {
      const read = readCorrections(value);
      assert.ok(!read.ok && read.problem !== '');
    }
  });
});

test('the reviewer sees what fails and why, up to what a review can hold, and how much there is', () => {
  const { documents, failing_documents: failing } = forReview(files, []);
  assert.deepEqual(
    [failing, documents.length, documents[0]?.alerts.map(({ field, type }) => [field, type])],
    [1, 1, [['total', 'total_sum']]],
  );
  const many = forReview(Array.from({ length: 1000 }, () => files).flat(), []);
  assert.equal(many.failing_documents, 1000);
  assert.ok(many.documents.length > 100 && many.documents.length < 1000);
  assert.ok(JSON.stringify(many).length < 600_000);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asJson } from '../../api/json-value.ts';
import type { Json } from '../../domain/json.ts';
import { after, finish, OWNER, queuedRun, runningRun } from '../../domain/testing/sample-run.ts';
import { valueAt } from '../../domain/json-pointer.ts';
import { Declaration } from './declaration.ts';
import type { ResultFlags } from './present-file.ts';
import { FILES_AT_ONCE, presentResults, recordSetOf, type ResultFacts } from './present-results.ts';

const NONE: ResultFlags = { review: false, confidence: false, validation: false, source: false };
const ALL: ResultFlags = { review: true, confidence: true, validation: true, source: true };
const facts: ResultFacts = { batchNumber: null, checkpoint: null, input: null, rows: [], reviewCompleted: false };
const completed = after(runningRun(), finish('completed'), OWNER);
const declared = Declaration.parse({});

const place = { top_x: 1, top_y: 2, bottom_x: 3, bottom_y: 4, page_number: 0 };
const edit = { timestamp: '2026-03-14T10:00:00.000Z', user_id: 'key-1', modifications: [{ message: 'Edited' }] };
const alert = { alert_level: 'FAILURE', msg: 'Does not add up', blocked: false, type: 'sums', locations: [place] };
const field = {
  field_name: 'total amount',
  value: '12.50',
  type: 'money',
  error_msg: null,
  source_coordinates: [place],
  confidence: { model: 0.9, ocr: null },
  validations: { valid: false, alerts: [alert] },
  edit_history: [edit],
};
const document = {
  class_name: 'invoice',
  page_numbers: [0, 1],
  page_layouts: [{ page_number: 0, width: 595, height: 842 }],
  fields: [field],
  classification_confidence: { model: 0.8 },
  validations: { final_result_pass: false },
  review_completed: true,
  class_edit_history: [],
};
const row: Json = { original_file_name: 'a.pdf', input_file_path: 'in/a.pdf', error_msg: null, documents: [document] };

const results = (rows: readonly Json[], flags: ResultFlags = NONE, declaration = declared, more: Partial<ResultFacts> = {}) =>
  presentResults(completed, declaration, { ...facts, rows, ...more }, flags);

test('without flags there are values and nothing else', () => {
  assert.deepEqual(results([row], NONE, declared, { batchNumber: 7, input: { settings: { keys: { custom: { a: [1] } } } } }), {
    id: 'run-1',
    status: 'COMPLETE',
    message: null,
    start_timestamp: 1_100_000_000n,
    finish_timestamp: 1_110_000_000n,
    batch_id: '7',
    files: [
      {
        original_file_name: 'a.pdf',
        input_file_path: 'in/a.pdf',
        documents: [
          {
            class_name: 'invoice',
            page_numbers: [1, 2],
            fields: [{ field_name: 'total_amount', value: '12.50', type: 'money', error_msg: null }],
          },
        ],
      },
    ],
    keys: { custom: { a: [1] } },
    case_info: null,
    has_more: false,
  });
});

function shown(flags: ResultFlags, given: Json = row): { readonly file: Json; readonly top: readonly string[] } {
  const body = results([given], flags);
  const text = JSON.stringify(body, (_name, value: unknown) => (typeof value === 'bigint' ? 0 : value));
  return { file: valueAt(asJson(JSON.parse(text)), '/files/0') ?? null, top: Object.keys(body ?? {}) };
}

test('each flag adds its members, and no other', () => {
  const members = (flags: Partial<ResultFlags>): readonly (readonly string[])[] => {
    const found: string[][] = [];
    JSON.stringify(shown({ ...NONE, ...flags }).file, (_name, value: unknown) => {
      if (value !== null && typeof value === 'object' && ('class_name' in value || 'field_name' in value)) found.push(Object.keys(value));
      return value;
    });
    return found.map((names) => names.filter((name) => !PLAIN.has(name)).toSorted());
  };
  const PLAIN = new Set(['class_name', 'page_numbers', 'fields', 'field_name', 'value', 'type', 'error_msg']);
  assert.deepEqual(members({}), [[], []]);
  assert.deepEqual(members({ review: true }), [['class_edit_history', 'review_completed'], ['edit_history']]);
  assert.deepEqual(members({ confidence: true }), [['classification_confidence'], ['confidence']]);
  assert.deepEqual(members({ validation: true }), [['validations'], ['validations']]);
  assert.deepEqual(members({ source: true }), [
    ['page_layouts', 'post_processed_paths', 'post_processed_pdf_path'],
    ['source_coordinates'],
  ]);
  assert.ok(shown({ ...NONE, review: true }).top.includes('review_completed'));
  assert.ok(!shown({ ...ALL, review: false }).top.includes('review_completed'));
});

test('with all flags a row comes through as it is', () => {
  const expected = {
    original_file_name: 'a.pdf',
    input_file_path: 'in/a.pdf',
    documents: [
      {
        ...document,
        page_numbers: [1, 2],
        fields: [{ ...field, field_name: 'total_amount' }],
        post_processed_paths: [],
        post_processed_pdf_path: null,
      },
    ],
  };
  assert.deepEqual(shown(ALL).file, expected);
});

test('a row that lacks something, or has something of another type, is filled with nothing', () => {
  const odd = { original_file_name: 7, secret: 'x', documents: [{ fields: [{ field_name: 'a', value: 5, hidden: 1 }, 'x'] }, {}] };
  assert.deepEqual(shown(NONE, odd).file, {
    original_file_name: '',
    input_file_path: '',
    documents: [
      { class_name: null, page_numbers: [], fields: [] },
      { class_name: null, page_numbers: [], fields: [] },
    ],
  });
  assert.deepEqual(shown(NONE, 'text').file, { original_file_name: '', input_file_path: '', documents: [] });
  const empty = { documents: [{ fields: [{ field_name: 'a' }] }] };
  assert.match(JSON.stringify(shown(ALL, empty).file), /"validations":\{"valid":true,"alerts":\[\]\}/);
});

test('a field that has failed has the value ERROR, one without a value the empty text, and any other its text', () => {
  const values = [
    { field_name: 'a', value: null, error_msg: 'Is not a date.' },
    { field_name: 'b', value: null },
    { field_name: 'c', value: { rows: [1] } },
    { field_name: 'd', value: false },
  ];
  const text = JSON.stringify(shown(NONE, { documents: [{ fields: values }] }).file);
  assert.match(text, /"field_name":"a","value":"ERROR","type":"text","error_msg":"Is not a date\."/);
  assert.match(text, /"b","value":"",.*"c","value":"\{\\"rows\\":\[1\]\}",.*"d","value":"false"/);
});

test('alerts are told only of a field that is not valid, and none of its rules is invented', () => {
  const valid = { documents: [{ fields: [{ ...field, validations: { valid: true, alerts: [alert] } }] }] };
  assert.match(JSON.stringify(shown({ ...NONE, validation: true }, valid).file), /"validations":\{"valid":true,"alerts":\[\]\}/);
});

test('what is wrong with whole files is said in the message', () => {
  const unreadable = { original_file_name: 'locked.pdf', error_msg: 'The file needs a password.' };
  const body = JSON.stringify(results([row, unreadable]), (_name, value: unknown) => (typeof value === 'bigint' ? 0 : value));
  assert.match(body, /"message":"locked\.pdf: The file needs a password\."/);
});

test('any row can be made a file: by a template, with an object as fields, and with the names of other types', () => {
  const declaration = Declaration.parse({
    custom_keys: { $from: '/keep' },
    results: {
      records: 'rows',
      file: {
        original_file_name: { $from: '/name' },
        documents: [{ class_name: 'row', page_numbers: [0], fields: { $fields: { $from: '/values' } } }],
      },
      types: { text: 'TEXT' },
    },
  });
  const given = { name: 'a.csv', values: { 'first name': 'Ada', age: 36 } };
  const body = JSON.stringify(results([given], NONE, declaration, { input: { keep: { client: 'x' } } }), (_name, value: unknown) =>
    typeof value === 'bigint' ? 0 : value,
  );
  assert.match(
    body,
    /"fields":\[\{"field_name":"first_name","value":"Ada","type":"TEXT","error_msg":null\},\{"field_name":"age","value":"36"/,
  );
  assert.match(body, /"keys":\{"custom":\{"client":"x"\}\}/);
});

function page(count: number): readonly unknown[] {
  const body = results(Array.from({ length: count }, () => row));
  assert.ok(body !== null && typeof body === 'object' && 'files' in body && Array.isArray(body['files']));
  return [body['files'].length, body['has_more']];
}

test('a page is full at its limit, and says when there is more', () => {
  assert.deepEqual(
    [page(0), page(FILES_AT_ONCE), page(FILES_AT_ONCE + 1)],
    [
      [0, false],
      [FILES_AT_ONCE, false],
      [FILES_AT_ONCE, true],
    ],
  );
});

test('results are there when a run has ended and at its checkpoint, and not in between', () => {
  const stopped = after(
    runningRun(),
    {
      type: 'run.waiting',
      reason: 'review',
      waitingFor: { kind: 'review', name: 'checkpoint', reviewId: 'review-1', until: null },
      wakeOn: ['review:review-1'],
      runnableAt: null,
      seenInputSeq: 0,
    },
    OWNER,
  );
  const early = Declaration.parse({ results: { records: 'files', at_checkpoint: 'early' } });
  const paused = after(stopped, { type: 'run.paused', actor: null });
  assert.deepEqual(
    [queuedRun(), runningRun(), stopped, paused, completed].map((run) => recordSetOf(run, early)),
    [null, null, 'early', 'early', 'files'],
  );
  assert.equal(recordSetOf(stopped, declared), 'files');
});

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ClassName } from '../classes/class-name.ts';
import { CLASS_FIELDS } from '../extraction/class-fields.ts';
import type { DocumentResult } from '../results/document-result.ts';
import { validateDocument } from './validate-document.ts';

const ITEMS = JSON.stringify([
  { description: 'Paper', quantity: '3', unit_price: '2.00', amount: '6.00' },
  { description: 'Ink', quantity: null, unit_price: null, amount: '4.00' },
]);

const RIGHT = {
  vendor: 'Mill',
  invoice_number: 'A-1',
  invoice_date: '2026-01-31',
  due_date: '2026-02-28',
  line_items: ITEMS,
  subtotal: '10.00',
  tax: '2.00',
  total: '12.00',
} as const;

function check(className: ClassName, values: { readonly [field: string]: string | null }): DocumentResult {
  const fields = CLASS_FIELDS[className].map(({ name, type }, index) => ({
    field_name: name,
    value: values[name] ?? null,
    type,
    error_msg: null,
    source_coordinates: [{ top_x: index, top_y: 0, bottom_x: 1, bottom_y: 1, page_number: 0 }],
    confidence: { model: 0.9, ocr: null },
  }));
  return validateDocument({
    class_name: className,
    page_numbers: [0],
    page_layouts: [{ page_number: 0, width: 1, height: 1 }],
    classification_confidence: { model: 0.9 },
    fields,
  });
}

function alertsOf({ fields }: DocumentResult): unknown[] {
  return fields.flatMap((field) => field.validations.alerts.map(({ type, blocked }) => [field.field_name, type, blocked]));
}

suite('what passes', () => {
  test('an invoice whose sums and dates are right', () => {
    const document = check('invoice', RIGHT);
    assert.deepEqual([document.validations.final_result_pass, alertsOf(document)], [true, []]);
  });

  for (const [what, values] of [
    ['a sum that is a cent off by rounding', { total: '12.01' }],
    ['no subtotal, and prices with the tax in them', { subtotal: null, total: '10.00' }],
    ['no subtotal, and prices without the tax', { subtotal: null }],
    ['shipping and a discount', { shipping: '5.00', discount: '-1.00', total: '16.00' }],
    ['due on the day of the invoice', { due_date: '2026-01-31' }],
  ] as const) {
    test(what, () => assert.deepEqual(alertsOf(check('invoice', { ...RIGHT, ...values })), []));
  }

  test('a receipt without rows, because they are not required there', () => {
    assert.deepEqual(alertsOf(check('receipt', { merchant: 'Mill', receipt_date: '2026-01-31', total: '12.00' })), []);
  });
});

suite('what does not pass', () => {
  for (const [what, values, alerts] of [
    ['a missing number', { invoice_number: null }, [['invoice_number', 'required', false]]],
    ['a total that is two cents off', { total: '12.02' }, [['total', 'total_sum', false]]],
    ['rows that miss the subtotal', { subtotal: '9.00', total: '11.00' }, [['line_items', 'line_sum', false]]],
    ['a row that is miscalculated', { line_items: ITEMS.replace('"3"', '"4"') }, [['line_items', 'line_amount', false]]],
    ['a due date before the invoice', { due_date: '2026-01-30' }, [['due_date', 'date_order', false]]],
    ['a year that cannot be', { invoice_date: '1926-01-31' }, [['invoice_date', 'range', false]]],
    [
      'a total below zero',
      { subtotal: '-10.00', tax: null, total: '-10.00', line_items: ITEMS.replaceAll('"amount":"', '"amount":"-') },
      null,
    ],
  ] as const) {
    test(what, () => {
      const document = check('invoice', { ...RIGHT, ...values });
      assert.equal(document.validations.final_result_pass, false);
      if (alerts === null) assert.ok(alertsOf(document).some((alert) => JSON.stringify(alert) === '["total","range",false]'));
      else assert.deepEqual(alertsOf(document), alerts);
    });
  }

  test('what cannot be checked for want of a value is blocked, on top of the missing value', () => {
    assert.deepEqual(alertsOf(check('invoice', { ...RIGHT, line_items: null })), [
      ['line_items', 'required', false],
      ['line_items', 'line_sum', true],
    ]);
  });

  test('an alert says where everything stands that has a part in it', () => {
    const total = check('invoice', { ...RIGHT, total: '21.00' }).fields.find(({ field_name: name }) => name === 'total');
    const [alert] = total?.validations.alerts ?? [];
    assert.deepEqual([alert?.alert_level, alert?.locations.length, total?.validations.valid], ['FAILURE', 3, false]);
    assert.equal(alert?.msg, 'The subtotal 10.00 with tax and other charges is 12.00, but the total is 21.00.');
  });
});

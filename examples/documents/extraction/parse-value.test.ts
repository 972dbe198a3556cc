import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { FieldType } from './field-spec.ts';
import { parseNumber } from './parse-money.ts';
import { parseValue } from './parse-value.ts';

function valueOf(type: FieldType, text: string): string | null {
  const reading = parseValue(type, text);
  return reading.ok ? reading.value : null;
}

suite('values in their normal form', () => {
  const cases: readonly (readonly [FieldType, readonly (readonly [text: string, value: string | null])[]])[] = [
    [
      'money',
      [
        ['1,234.50', '1234.50'],
        ['1.234,50', '1234.50'],
        ['EUR 1 234,5', '1234.50'],
        ["CHF 12'345.00", '12345.00'],
        ['£12', '12.00'],
        ['1,234', '1234.00'],
        ['1.234.567', '1234567.00'],
        ['-3.20', '-3.20'],
        ['007.10', '7.10'],
        ['0.05', '0.05'],
        ['12,34,56', null],
        ['1.23.4', null],
        ['twelve', null],
        ['Page 1 of 2', null],
        ['', null],
        ['99999999999999.00', null],
      ],
    ],
    [
      'date',
      [
        ['2026-03-14', '2026-03-14'],
        ['2026/3/4', '2026-03-04'],
        ['14 March 2026', '2026-03-14'],
        ['1. Mai 2026', '2026-05-01'],
        ['3rd Dec. 2026', '2026-12-03'],
        ['May 4, 2026', '2026-05-04'],
        ['21.05.2026', '2026-05-21'],
        ['25/12/2026', '2026-12-25'],
        ['12/25/2026', '2026-12-25'],
        ['05/05/2026', '2026-05-05'],
        ['2026-04-02 14:22', '2026-04-02'],
        ['06/05/2026', null],
        ['29 February 2026', null],
        ['29 February 2028', '2028-02-29'],
        ['31.04.2026', null],
        ['14 Maybe 26', null],
        ['soon', null],
      ],
    ],
    [
      'identifier',
      [
        ['INV-2031', 'INV-2031'],
        ['2026/17 of today', '2026/17'],
        ['7', null],
        ['number', null],
      ],
    ],
    [
      'text',
      [
        ['  Harrow &  Pell ', 'Harrow & Pell'],
        ['---', null],
        ['x'.repeat(200), 'x'.repeat(200)],
        ['x'.repeat(201), null],
      ],
    ],
    [
      'currency',
      [
        ['EUR', 'EUR'],
        ['euro', null],
      ],
    ],
    [
      'table',
      [
        ['[]', '[]'],
        ['{}', null],
        ['[', null],
      ],
    ],
  ];
  for (const [type, values] of cases) {
    for (const [text, value] of values) {
      const shown = JSON.stringify(text.slice(0, 30));
      test(`${type} ${shown} (${text.length}) is ${value === null ? 'refused' : 'read'}`, () => assert.equal(valueOf(type, text), value));
    }
  }

  test('a date that can be read in two ways says so', () => {
    const reading = parseValue('date', '06/05/2026');
    assert.ok(!reading.ok && reading.problem === '"06/05/2026" can be read as two different days.');
  });

  test('quantities may have decimals, and separators of thousands', () => {
    for (const [text, value] of [
      ['2', '2'],
      ['2.5', '2.5'],
      ['1,000', '1000'],
    ] as const) {
      assert.deepEqual(parseNumber(text), { ok: true, value, certainty: 1 });
    }
    for (const text of ['two', '-1', '']) assert.equal(parseNumber(text).ok, false, text);
  });
});

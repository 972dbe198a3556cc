import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { addDays, dateOrderOf, readDate } from './dates.ts';

suite('dates', () => {
  for (const [text, day] of [
    ['2026-03-12', '2026-03-12'],
    ['12.03.2026', '2026-03-12'],
    ['1.3.26', '2026-03-01'],
    ['03/04/2026', '2026-04-03'],
    ['12 March 2026', '2026-03-12'],
    ['12th March 2026', '2026-03-12'],
    ['March 12, 2026', '2026-03-12'],
    ['12. März 2026', '2026-03-12'],
    ['12-Mar-2026', '2026-03-12'],
    ['31.02.2026', null],
    ['12 Marble 2026', null],
    ['soon', null],
  ] as const) {
    test(`${text} is ${day}`, () => assert.equal(readDate(text, 'day_first'), day));
  }

  test('a point puts the day first, whatever the order of slashes is', () => {
    assert.equal(readDate('03/04/2026', 'month_first'), '2026-03-04');
    assert.equal(readDate('03.04.2026', 'month_first'), '2026-04-03');
  });

  test('a date that can only be read one way decides; without one the currency does', () => {
    assert.equal(dateOrderOf('05/04/2026 and 30/04/2026', 'USD'), 'day_first');
    assert.equal(dateOrderOf('05/04/2026 and 04/30/2026', 'EUR'), 'month_first');
    assert.equal(dateOrderOf('05/04/2026', 'USD'), 'month_first');
    assert.equal(dateOrderOf('05/04/2026', null), 'day_first');
  });

  test('days are counted over the ends of months and years', () => assert.equal(addDays('2026-12-20', 30), '2027-01-19'));
});

import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { normalise } from './normalise.ts';

const AMERICAN = {
  'It costs $1,234.50.': 'It costs one thousand two hundred thirty-four dollars and fifty cents.',
  '$1, $0.05 and $3.999': 'one dollar, five cents and three point nine nine nine dollars',
  '€99, £3.2 million, $5k, USD 12, 20€':
    'ninety-nine euros, three point two million pounds, five thousand dollars, twelve dollars, twenty euros',
  '2026-03-03': 'March third, twenty twenty-six',
  'On 3/4/2026': 'On March fourth, twenty twenty-six',
  'Dec. 24, 1999 and 12 March': 'December twenty-fourth, nineteen ninety-nine and March twelfth',
  'in Mar 2027, since 1905, in the 1990s': 'in March twenty twenty-seven, since nineteen oh five, in the nineteen nineties',
  'at 14:30, 9 am, 7:05 p.m. and 3:00': "at fourteen thirty, nine A M, seven oh five P M and three o'clock",
  'Dr. Smith, Mrs. Jones & St. Mary': 'Doctor Smith, Missus Jones and Saint Mary',
  '123 Main St., 2nd floor': 'one hundred twenty-three Main Street, second floor',
  'approx. 5 vs. 6, e.g. today, etc.': 'approximately five versus six, for example today, et cetera.',
  '1st, 23rd, 30th, 112th': 'first, twenty-third, thirtieth, one hundred twelfth',
  '10-20 km, 1 km, 160 km/h, -5 °C':
    'ten to twenty kilometers, one kilometer, one hundred sixty kilometers per hour, minus five degrees Celsius',
  '12.5% of 1,000,000': 'twelve point five percent of one million',
  '3 men': 'three men',
  'Call 800-555-0199': 'Call eight zero zero, five five five, zero one nine nine',
  'No. 5, #7, 007': 'number five, number seven, zero zero seven',
  'Version 2.0.1': 'Version two point zero point one',
  'The FBI, the HTTP and NASA': 'The F B I, the H T T P and NASA',
  'WE ARE THE FBI': 'WE ARE THE FBI',
  'x = 5 + 3': 'x equals five plus three',
};

const CLEANED = {
  '<b>Bold</b> [pause] *and* 😀 more': 'Bold and more',
  'See https://www.example.com/a?b=c now': 'See example dot com now',
  'jane.doe@mail.example': 'jane dot doe at mail dot example',
  'Really?!! “Yes”,, ...': 'Really?! "Yes", ...',
  '  much \t\n  space  ': 'much space',
};

suite('what is said for what is written', () => {
  for (const [written, spoken] of Object.entries(AMERICAN)) {
    test(written, () => assert.equal(normalise(written, 'en-US').text, spoken));
  }

  for (const [written, spoken] of Object.entries(CLEANED)) {
    test(`in every language: ${written}`, () => {
      assert.equal(normalise(written, 'en-US').text, spoken);
      assert.equal(normalise(written, 'sv').text, spoken);
    });
  }

  test('the day comes first in dates outside of the United States', () => {
    assert.equal(normalise('3/4/2026', 'en-GB').text, 'April third, twenty twenty-six');
  });

  test('German has words of its own, and its numbers are left to the voice', () => {
    assert.equal(
      normalise('Dr. Maus zahlt z. B. 12,50 € & 5 %.', 'de-AT').text,
      'Doktor Maus zahlt zum Beispiel 12 Euro 50 und 5 Prozent.',
    );
  });

  test('numbers of more than fifteen digits are read digit by digit', () => {
    assert.equal(normalise('999999999999999', 'en').text.split(' ')[0], 'nine');
    assert.match(normalise('999999999999999', 'en').text, /trillion/);
    assert.equal(normalise('1000000000000000', 'en').text, `one${' zero'.repeat(15)}`);
  });

  test('a date that cannot be is no date', () => {
    assert.equal(normalise('99/99/2026', 'en-US').text.includes('twenty twenty-six'), false);
  });
});

test('a line that needs nothing is left as it is, and says so', () => {
  assert.deepEqual(normalise('Welcome aboard, dear guests.', 'en-US'), { text: 'Welcome aboard, dear guests.', corrections: 0 });
});

test('every place that was changed is counted', () => {
  assert.equal(normalise('Dr. Smith pays $5 on 3/4/2026.', 'en-US').corrections, 3);
});

for (const nothing of ['', '   ', '***', '[pause]', '😀 ... !']) {
  test(`${JSON.stringify(nothing)} has nothing to say`, () => assert.equal(normalise(nothing, 'en-US').text, ''));
}

import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { estimate } from './price.ts';
import { readScript } from './script.ts';
import { voiceInput } from './input-schema.ts';

const price = (input: object) => estimate(voiceInput.parse(input));
const read = (script: unknown, more: object = {}) => readScript(voiceInput.parse({ script, ...more }));

suite('lines of a script', () => {
  test('a text has one line per row, and empty rows do not count', () => {
    assert.deepEqual(
      read('First.\r\n\n   \n Second. ').map(({ lineId, text, sourceLineId }) => [lineId, text, sourceLineId]),
      [
        ['line-001', 'First.', null],
        ['line-002', 'Second.', null],
      ],
    );
  });

  test('ids become file names that differ, also where case does not count', () => {
    const lines = read([
      { id: 'Intro', text: 'a' },
      { id: 'intro', text: 'b' },
      { id: '../../etc/pass wd', text: 'c' },
      { id: '…', text: 'd' },
    ]);
    assert.deepEqual(
      lines.map(({ lineId }) => lineId),
      ['Intro', 'intro-2', 'etc-pass-wd', 'line'],
    );
    assert.equal(lines[2]?.sourceLineId, '../../etc/pass wd');
  });

  test('a line has its own language, or that of the script', () => {
    const lines = read([{ text: 'a', language: 'de' }, { text: 'b' }], { source_language: 'fr' });
    assert.deepEqual(
      lines.map(({ language }) => language),
      ['de', 'fr'],
    );
  });
});

suite('what is refused', () => {
  const refused = {
    'a script without lines': { script: ' \n ' },
    'an empty list': { script: [] },
    'more than 500 lines': { script: 'a\n'.repeat(501) },
    'more than 1000 clips': { script: 'a\n'.repeat(401), languages: ['en', 'de', 'fr'] },
    'a line of more than 2000 characters': { script: 'a'.repeat(2001) },
    'more than 100,000 characters': { script: Array.from({ length: 51 }, () => ({ text: 'a'.repeat(2000) })) },
    'a language without a voice': { script: 'a', source_language: 'xx' },
    'a language that is no tag': { script: 'a', languages: ['../etc'] },
    'a threshold above 100': { script: 'a', validators: { level: 101 } },
    'a member that there is not': { script: 'a', colour: 'red' },
  };
  for (const [what, input] of Object.entries(refused)) test(what, () => assert.equal(voiceInput.safeParse(input).success, false));

  test('what is just within the limits is taken', () => {
    for (const script of ['a\n'.repeat(500), 'a'.repeat(2000), Array.from({ length: 50 }, () => ({ text: 'a'.repeat(2000) }))]) {
      assert.equal(voiceInput.safeParse({ script }).success, true);
    }
    assert.equal(voiceInput.safeParse({ script: 'a\n'.repeat(500), languages: ['en', 'de'] }).success, true);
  });
});

suite('the estimate', () => {
  test('is one credit for each started 100 characters that are spoken, retries being the most', () => {
    const { min, expected, max } = price({ script: `${'a'.repeat(100)}\n${'b'.repeat(101)}`, max_retries: 3 });
    assert.deepEqual([min, expected, max], [3, 4, 12]);
  });

  test('counts what is said, not what is written, and nothing for what has nothing to say', () => {
    assert.equal(price({ script: '$999,999.99 $999,999.99\n***' }).min, 2);
  });

  test('counts every language, and the same one once', () => {
    assert.equal(price({ script: 'a\nb', languages: ['en', 'de', 'de'] }).min, 4);
    assert.equal(price({ script: 'a\nb', max_retries: 0 }).max, 2);
  });

  test('names every node, and only the generator costs anything', () => {
    const { breakdown = [], ...whole } = price({ script: 'Hello.' });
    assert.deepEqual(
      breakdown.filter(({ max }) => max > 0),
      [{ name: 'generator', kind: 'operator_generator', ...whole }],
    );
    assert.equal(breakdown.length, 8);
  });
});

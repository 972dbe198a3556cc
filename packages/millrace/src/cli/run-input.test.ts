import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeMembers, parseInputs } from './run-input.ts';
import { UsageError } from './usage-error.ts';

test('the whole input is JSON or a file', () => {
  assert.deepEqual(parseInputs(['{"a": [1]}']), [{ kind: 'whole', value: { a: [1] } }]);
  assert.deepEqual(parseInputs(['"a=b"']), [{ kind: 'whole', value: 'a=b' }]);
  assert.deepEqual(parseInputs(['@dir/in put.json']), [{ kind: 'whole-file', path: 'dir/in put.json' }]);
  assert.deepEqual(parseInputs([]), []);
});

test('a member is JSON where it can be, and text otherwise', () => {
  const values = ['n=5', 't=five', 'q="5"', 'z=01234', 'l=["a","b"]', 'e=', 'b=true', 'u=http://x/?a=b', 'm=one\ntwo'].map((text) => {
    const [part] = parseInputs([text]);
    assert.ok(part?.kind === 'member');
    return part.value;
  });
  assert.deepEqual(values, [5, 'five', '5', '01234', ['a', 'b'], '', true, 'http://x/?a=b', 'one\ntwo']);
});

test('a member with an @ is a file, and a name with dots reaches inside', () => {
  assert.deepEqual(parseInputs(['before=@a.csv', 'criteria.size.min=5']), [
    { kind: 'member-file', name: ['before'], path: 'a.csv' },
    { kind: 'member', name: ['criteria', 'size', 'min'], value: 5 },
  ]);
});

test('what is none of these is told with the forms that there are', () => {
  for (const texts of [['rows: 5'], ['@'], ['a=@'], ['{"a":1}', 'b=2'], ['@a.json', '@b.json'], ['1a=2']]) {
    assert.throws(() => parseInputs(texts), UsageError, texts.join(' '));
  }
});

test('members are put together to one object', () => {
  const members = [
    { name: ['a'], value: 1 },
    { name: ['b', 'c'], value: 2 },
    { name: ['b', 'd', 'e'], value: [3] },
  ];
  assert.deepEqual(composeMembers(members), { a: 1, b: { c: 2, d: { e: [3] } } });
});

test('a name that is that of a prototype is a name like any other', () => {
  const object = composeMembers([{ name: ['__proto__', 'polluted'], value: true }]);
  assert.equal(JSON.stringify(object), '{"__proto__":{"polluted":true}}');
  assert.equal(Reflect.get({}, 'polluted'), undefined);
});

test('a name that is given twice, or as a value and as an object, is refused', () => {
  for (const names of [
    ['a', 'a'],
    ['a', 'a.b'],
    ['a.b', 'a'],
    ['a.b', 'a.b'],
  ]) {
    assert.throws(() => composeMembers(names.map((name) => ({ name: name.split('.'), value: 1 }))), UsageError, names.join(' '));
  }
});

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { parsePersonName } from './person-name.ts';

function wordsOf(full: string): readonly string[] | null {
  return parsePersonName({ full, given: '', family: '' })?.words.map((word) => word.folded) ?? null;
}

test('given names come first, also when the family name is written first with a comma', () => {
  assert.deepEqual(wordsOf('Anna Weber'), ['anna', 'weber']);
  assert.deepEqual(wordsOf('Weber, Anna Maria'), ['anna', 'maria', 'weber']);
});

test('titles, degrees, remarks and nicknames in brackets are no part of a name', () => {
  assert.deepEqual(wordsOf('Prof. Dr. Anna Weber, PhD, MBA'), ['anna', 'weber']);
  assert.deepEqual(wordsOf('Robert (Bob) "Bobby" Smith Jr.'), ['robert', 'smith']);
  assert.deepEqual(wordsOf('Ms Jo Ma'), ['jo', 'ma']);
});

test('particles are left out, unless nothing much would be left', () => {
  assert.deepEqual(wordsOf('Ludwig van den Berg'), ['ludwig', 'berg']);
  assert.deepEqual(wordsOf('Anh Van'), ['anh', 'van']);
});

test('Mc and Mac belong to the word that follows', () => {
  assert.deepEqual(wordsOf('Fiona Mc Donald'), ['fiona', 'mcdonald']);
});

test('first and last name in columns of their own are taken as they are', () => {
  const name = parsePersonName({ full: '', given: ' Anna  Maria ', family: 'García López' });
  assert.equal(name?.display, 'Anna Maria García López');
  assert.equal(name?.words.length, 4);
});

test('initials are words of one letter', () => {
  assert.deepEqual(wordsOf('J.P. Morton'), ['j', 'p', 'morton']);
});

test('a name without letters is no name', () => {
  assert.equal(wordsOf(''), null);
  assert.equal(wordsOf(' - '), null);
  assert.equal(parsePersonName({ full: 'Somebody', given: '', family: '' })?.words.length, 1);
});

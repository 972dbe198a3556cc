import { test } from 'node:test';
import assert from 'node:assert/strict';
import { namesAgree, namesCouldAgree } from './name-agreement.ts';
import { compareNames } from './compare-names.ts';
import { parsePersonName } from './person-name.ts';

function compare(a: string, b: string) {
  const [nameOfA, nameOfB] = [a, b].map((full) => parsePersonName({ full, given: '', family: '' }));
  assert.ok(nameOfA && nameOfB);
  return compareNames(nameOfA, nameOfB);
}

function agreements(a: string, b: string): readonly string[] {
  return compare(a, b).pairs.map(({ agreement }) => agreement);
}

test('the same name agrees, whatever its accents and spelling habits', () => {
  assert.deepEqual(agreements('Jürgen Groß', 'JUERGEN GROSS'), ['same', 'same']);
  assert.deepEqual(agreements('Łukasz Wójcik', 'Lukasz Wojcik'), ['same', 'same']);
});

test('a nickname, a short form, an initial and a slip are told apart', () => {
  assert.deepEqual(agreements('Bob Hughes', 'Robert Hughes'), ['nickname', 'same']);
  assert.deepEqual(agreements('Gabi Huber', 'Gabriele Huber'), ['short', 'same']);
  assert.deepEqual(agreements('R. Hughes', 'Robert Hughes'), ['initial', 'same']);
  assert.deepEqual(agreements('Robert Huhges', 'Robert Hughes'), ['same', 'slip']);
});

test('words may stand in another order', () => {
  const swapped = compare('Weber Anna', 'Anna Weber');
  assert.ok(swapped.reordered && namesAgree(swapped));
  assert.ok(!compare('Anna Weber', 'Anna Weber').reordered);
});

test('a middle name or a second family name on one side is no contradiction', () => {
  for (const [a, b] of [
    ['Anna Maria Weber', 'Anna Weber'],
    ['José García López', 'José García'],
    ['John A. Smith', 'John Smith'],
  ] as const) {
    assert.ok(namesAgree(compare(a, b)), a);
  }
});

test('contradicting middle initials, given names and family names do not agree', () => {
  for (const [a, b] of [
    ['John A. Smith', 'John B. Smith'],
    ['Ana López García', 'Ana López Ruiz'],
    ['Peter Weber', 'Anna Weber'],
    ['Anna Weber', 'Anna Schmidt'],
  ] as const) {
    assert.ok(!namesAgree(compare(a, b)), a);
  }
});

test('one word that agrees is enough beside an identifier, an initial is not', () => {
  assert.ok(namesCouldAgree(compare('Anna Weber', 'Anna Schmidt')));
  assert.ok(!namesCouldAgree(compare('A. Weber', 'Anna Schmidt')));
  assert.ok(!namesCouldAgree(compare('Anna Weber', 'Peter Schmidt')));
});

test('names of one word agree only when there is nothing else', () => {
  assert.ok(namesAgree(compare('Ronaldinho', 'Ronaldinho')));
  assert.ok(!namesAgree(compare('Anna', 'Anna Weber')));
});

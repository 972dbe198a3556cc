import { PATTERN_NAMES, applyPattern, patternsOf } from './patterns.ts';
import { suite, test } from 'node:test';
import type { Contact } from '../contacts/contact.ts';
import { KnownPatterns } from './known-patterns.ts';
import assert from 'node:assert/strict';
import { candidatesFor } from './candidates.ts';
import { cleanContact } from '../contacts/clean-contact.ts';
import { personWords } from './person-words.ts';

const NOBODY = KnownPatterns.of([], 'acme.example');

function person(full: string, email = ''): Contact {
  return cleanContact(1, { full, email });
}

function localsFor(given: string, family: string, known = NOBODY, most = 8): readonly string[] {
  return candidatesFor(given, family, known, most).map(({ local }) => local);
}

suite('names as they stand in addresses', () => {
  for (const [given, family, expected] of [
    ['Ana', 'Silva', ['ana silva']],
    ['João', 'Conceição', ['joao conceicao']],
    ['Łukasz', 'Strauß', ['lukasz strauss']],
    ['Jean-Luc', 'Perrault', ['jeanluc perrault', 'jean-luc perrault', 'jean perrault']],
    ['Dieter', 'van der Berg', ['dieter vanderberg', 'dieter berg']],
    ['Siobhán', "O'Neill", ['siobhan oneill']],
    ['佳奈', '山本', []],
    ['Ana', '', []],
  ] as const) {
    test(`${given} ${family} is ${expected.join(' or ') || 'nobody'}`, () => {
      assert.deepEqual(
        personWords(given, family).map((words) => `${words.given} ${words.family}`),
        expected,
      );
    });
  }
});

test('every pattern is recognised in what it makes', () => {
  const words = { given: 'ana', family: 'silva' };
  for (const pattern of PATTERN_NAMES) assert.deepEqual(patternsOf(applyPattern(pattern, words), [words]), [pattern]);
});

suite('which addresses are tried', () => {
  test('the usual patterns, as many as are allowed, none twice', () => {
    assert.deepEqual(localsFor('Ana', 'Silva', NOBODY, 4), ['ana.silva', 'asilva', 'ana', 'anasilva']);
    const all = localsFor('Jean-Luc', 'van der Berg', NOBODY, 100);
    assert.equal(new Set(all).size, all.length);
    assert.ok(all.includes('jberg') && all.includes('jean-luc.vanderberg'));
  });

  test('the pattern of colleagues goes first, also on shortened names; the more of them have it, the sooner', () => {
    const known = KnownPatterns.of(
      [person('Bo Lind', 'blind@acme.example'), person('Cy Fox', 'cy@acme.example'), person('Di Marsh', 'dmarsh@acme.example')],
      'acme.example',
    );
    assert.deepEqual(localsFor('Eva', 'van der Berg', known, 4), ['evanderberg', 'eberg', 'eva', 'eva.vanderberg']);
  });

  test('addresses at other domains, and of people whose names are not known, teach nothing', () => {
    const known = KnownPatterns.of([person('Bo Lind', 'blind@other.example'), person('', 'zed@acme.example')], 'acme.example');
    assert.deepEqual(localsFor('Ana', 'Silva', known, 1), ['ana.silva']);
  });

  test('what is known to be the address of somebody else is left out', () => {
    const known = KnownPatterns.of([person('Ana Sousa', 'Ana@acme.example')], 'acme.example');
    assert.deepEqual(localsFor('Ana', 'Silva', known, 2), ['ana.silva', 'asilva']);
  });
});

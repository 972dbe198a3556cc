import { test } from 'node:test';
import assert from 'node:assert/strict';
import { parseCompanyName } from './company-name.ts';

function keyOf(text: string): string | undefined {
  return parseCompanyName(text)?.key;
}

test('legal forms in any spelling do not make another company', () => {
  const forms = [
    'Atlas Foods',
    'Atlas Foods GmbH',
    'ATLAS FOODS INC.',
    'Atlas Foods, S.A.',
    'Atlas Foods S.p.A',
    'Atlas-Foods Sp. z o.o.',
    'Atlas Foods GmbH & Co. KG',
    'Atlas Foods A.Ş.',
  ];
  assert.deepEqual(new Set(forms.map(keyOf)), new Set(['atlas foods']));
});

test('abbreviations, ampersands and remarks do not either', () => {
  assert.equal(keyOf('Vertex Mfg.'), keyOf('Vertex Manufacturing Ltd'));
  assert.equal(keyOf('Smith & Sons'), keyOf('Smith and Sons Limited'));
  assert.equal(keyOf('Nordwind (Germany) AG'), 'nordwind');
  assert.equal(keyOf('A.B.C. Foods'), keyOf('ABC Foods'));
});

test('what says that there is no company is none', () => {
  const texts = ['', ' - ', 'N/A', 'Self-employed', 'Freelance', 'Unemployed', 'Career Break'];
  for (const text of texts) assert.equal(parseCompanyName(text), null, text);
});

test('a name that is nothing but a legal form stays a name', () => {
  assert.equal(keyOf('SE'), 'se');
  assert.equal(keyOf('Group'), 'group');
});

test('the stem leaves out words that come and go, the acronym needs three words', () => {
  assert.equal(parseCompanyName('Atlas Holding International AG')?.stem, 'atlas');
  assert.equal(parseCompanyName('Borealis Data Machines')?.acronym, 'bdm');
  assert.equal(parseCompanyName('Borealis Data')?.acronym, null);
});

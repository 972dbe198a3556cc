import { test } from 'node:test';
import assert from 'node:assert/strict';
import { titleAnswers, titleSimilarity, titleWords } from './job-title.ts';
import { seniorityOf } from './seniority.ts';

const TITLES = {
  founder: ['Founder', 'Co-Founder & CTO', 'Owner', 'Gründerin', 'Fondateur', 'Fundador', 'Socia fundadora', 'Właściciel', 'Inhaber'],
  c_level: [
    'CEO',
    'Chief Technology Officer',
    'Chief Supply Chain Officer',
    'Managing Director',
    'Geschäftsführerin',
    'Vorstand Finanzen',
    'Directrice Générale',
    'PDG',
    'Director General',
    'Consejera Delegada',
    'Amministratore Delegato',
    'Prezes Zarządu',
    'President',
    'Partner',
  ],
  vp: ['VP Sales', 'Vice President, Sales', 'SVP Engineering', 'Vicepresidente de ventas', 'Wiceprezes'],
  director: [
    'Director of Sales',
    'Sales Director',
    'Vertriebsdirektor',
    'Directeur commercial',
    'Direttrice vendite',
    'Dyrektor sprzedaży',
    'Direktør',
    'General Manager',
  ],
  head: ['Head of Sales', 'Sales - Head', 'Leiter Einkauf', 'Vertriebsleiterin', 'Leiter:in IT', 'Jefa de compras', 'Hoofd Inkoop'],
  other: [
    '',
    'Sales Manager',
    'Software Engineer',
    'Product Owner',
    'Assistant to the CEO',
    'Assistenz der Geschäftsführung',
    'Executive Assistant to the VP of Sales',
    'Former VP Sales',
    'Ex-CEO',
    'HR Business Partner',
    'Partner Manager',
    'Active Directory Engineer',
    'Art Director',
    'Head Chef',
    'Chief of Staff',
    'Teamleiter Vertrieb',
    'Projektleiterin',
    'Headhunter',
    'Intern, Office of the CEO',
    'Responsable de ventas',
  ],
} as const;

for (const [level, titles] of Object.entries(TITLES)) {
  test(`${level}: ${titles.slice(0, 3).join(', ')} and the like`, () => {
    for (const title of titles) assert.equal(seniorityOf(title), level, title);
  });
}

test('the highest of several jobs counts, a former one does not', () => {
  assert.equal(seniorityOf('Software Engineer | VP Engineering'), 'vp');
  assert.equal(seniorityOf('Head of Data · ex-CTO'), 'head');
});

test('titles in other words are alike', () => {
  assert.equal(titleSimilarity(titleWords('VP of Sales'), titleWords('Vice President, Sales')), 1);
  assert.equal(titleSimilarity(titleWords('Sr. Engineer'), titleWords('Senior Engineer')), 1);
  assert.equal(titleSimilarity(titleWords('Leiter Vertrieb'), titleWords('Head of Sales')), 1);
  assert.equal(titleSimilarity(titleWords('Buyer'), titleWords('Engineer')), 0);
});

test('a wish is answered by a title that has all its words', () => {
  const title = titleWords('Vice President of EMEA Sales');
  assert.ok(titleAnswers(title, titleWords('VP Sales')) && titleAnswers(title, titleWords('sales')));
  assert.ok(!titleAnswers(title, titleWords('VP Marketing')) && !titleAnswers(title, titleWords('')));
});

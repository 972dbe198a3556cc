import { type Cells, cleanContact } from '../contacts/clean-contact.ts';
import type { IcpConfig } from '../schemas.ts';
import assert from 'node:assert/strict';
import { icpGap } from './icp.ts';
import { test } from 'node:test';

const ANA: Cells = { full: 'Ana Silva', title: 'Head of Sales, Iberia', industry: 'Textiles', country: 'Portugal', employees: '51-200' };

const CASES: readonly (readonly [string, IcpConfig, Cells, string | null])[] = [
  ['anybody', {}, {}, null],
  ['all words of a title', { titles: ['CEO', 'head sales'] }, ANA, null],
  ['half of a title', { titles: ['head of marketing'] }, ANA, 'icp_title'],
  ['a part of a word', { titles: ['sale'] }, ANA, 'icp_title'],
  ['an excluded title', { titles: ['head'], exclude_titles: ['sales'] }, ANA, 'icp_title'],
  ['an industry', { industries: ['textiles'] }, ANA, null],
  ['another industry', { industries: ['Mining'] }, ANA, 'icp_industry'],
  ['a country with an accent', { countries: ['Pórtugal'] }, ANA, null],
  ['another country', { countries: ['Spain'] }, ANA, 'icp_country'],
  ['a size that overlaps', { employee_ranges: [{ max: 10 }, { min: 200 }] }, ANA, null],
  ['another size', { employee_ranges: [{ min: 201 }] }, ANA, 'icp_employees'],
  ['what is not known', { titles: ['head'] }, { full: 'Ana Silva' }, 'icp_data_missing'],
  ['a size that is not known', { employee_ranges: [{ min: 1 }] }, { full: 'Ana Silva' }, 'icp_data_missing'],
  ['no entries', { titles: [], employee_ranges: [] }, {}, null],
];

for (const [what, config, cells, expected] of CASES) {
  test(`${what}: ${expected ?? 'fits'}`, () => assert.equal(icpGap(config, cleanContact(1, cells), undefined), expected));
}

test('what other rows say about the company counts for a row that does not say it', () => {
  const contact = cleanContact(1, { full: 'Ana Silva' });
  const company = { employees: { min: 50, max: 50 }, industry: 'Textiles' };
  assert.equal(icpGap({ industries: ['Textiles'], employee_ranges: [{ min: 50 }] }, contact, company), null);
});

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { type CriteriaInput, createFilter } from './criteria.ts';
import { parsePlace } from '../matching/location.ts';
import { titleWords } from '../matching/job-title.ts';

const subject = {
  company: {
    id: 0,
    name: 'Atlas',
    formerName: null,
    industry: 'Renewable Energy',
    size: { min: 51, max: 200 },
    sizeText: '51-200',
    rowsBefore: 1,
    rowsAfter: 1,
  },
  titleWords: titleWords('VP of Sales, EMEA'),
  tenureMonths: 24,
  place: parsePlace('Lyon, France'),
};

const unknown = { company: { ...subject.company, industry: '', size: null }, titleWords: [], tenureMonths: null, place: parsePlace('') };

const FITTING: readonly CriteriaInput[] = [
  {},
  { industries: ['Software', 'renewable energy'] },
  { company_size: { min: 100 } },
  { titles: ['Vice President Sales'] },
  { tenure_months: { min: 24, max: 24 } },
  { geographies: ['Germany', 'Lyon'] },
];

const FAILING: readonly (readonly [string, CriteriaInput])[] = [
  ['industry', { industries: ['Software'] }],
  ['company_size', { company_size: { max: 50 } }],
  ['title', { titles: ['VP Marketing'] }],
  ['tenure', { tenure_months: { max: 23 } }],
  ['geography', { geographies: ['Paris'] }],
];

test('who fulfils every criterion passes', () => {
  for (const criteria of FITTING) assert.equal(createFilter(criteria)(subject), null, JSON.stringify(criteria));
  const several = { industries: ['Renewable Energy'], company_size: { min: 100 }, titles: ['sales'], geographies: ['France'] };
  assert.equal(createFilter(several)(subject), null);
});

test('the criterion that fails is named', () => {
  for (const [criterion, criteria] of FAILING) assert.equal(createFilter(criteria)(subject), criterion);
});

test('what the files do not say fulfils no criterion, and no criterion is fulfilled by everybody', () => {
  for (const [criterion, criteria] of FAILING) assert.equal(createFilter(criteria)(unknown), criterion);
  assert.equal(createFilter({})(unknown), null);
});

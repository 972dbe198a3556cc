import { test } from 'node:test';
import assert from 'node:assert/strict';
import { formatMonth, parseMonth } from './month.ts';
import { liesIn, parsePlace } from './location.ts';
import { normaliseEmail, normaliseId, normaliseProfileUrl } from './identifiers.ts';
import { parseCompanySize, sizesOverlap } from './company-size.ts';
import { parseDomain, parseEmployerDomain } from './domain-name.ts';

test('dates are read as months, however they are written', () => {
  for (const text of [
    '2021-04',
    '2021-04-30',
    '2021-04-30T10:00:00Z',
    '04/2021',
    '30.04.2021',
    '4/30/2021',
    'Apr 2021',
    'April 2021',
    'avril 2021',
    '2021/04/01',
  ]) {
    const month = parseMonth(text);
    assert.equal(month === null ? null : formatMonth(month), '2021-04', text);
  }
  assert.equal(parseMonth('2021'), parseMonth('2021-07'));
});

test('what is no date is none', () => {
  for (const text of ['', 'present', '13/2021', '2021-13', 'soon', '99']) assert.equal(parseMonth(text), null, text);
});

test('places are read as city and country, in several languages', () => {
  assert.deepEqual(parsePlace('Lyon, Auvergne-Rhône-Alpes, France'), { city: 'lyon', country: 'france' });
  assert.deepEqual(parsePlace('Greater Munich Area, DE'), { city: 'munich', country: 'germany' });
  assert.deepEqual(parsePlace('MÜNCHEN (Deutschland)'), { city: 'munich', country: 'germany' });
  assert.deepEqual(parsePlace('España'), { city: '', country: 'spain' });
  assert.deepEqual(parsePlace('Luxembourg, Luxembourg'), { city: '', country: 'luxembourg' });
  assert.deepEqual(parsePlace(''), { city: '', country: '' });
});

test('a place lies in its city and in its country', () => {
  const lyon = parsePlace('Lyon, France');
  assert.ok(liesIn(lyon, parsePlace('France')) && liesIn(lyon, parsePlace('Lyon')) && liesIn(lyon, parsePlace('lyon, FR')));
  assert.ok(!liesIn(lyon, parsePlace('Paris')) && !liesIn(lyon, parsePlace('Germany')) && !liesIn(parsePlace(''), parsePlace('France')));
});

test('company sizes are read as ranges', () => {
  assert.deepEqual(parseCompanySize('51-200'), { min: 51, max: 200 });
  assert.deepEqual(parseCompanySize('1,001–5,000 employees'), { min: 1001, max: 5000 });
  assert.deepEqual(parseCompanySize('10.001+'), { min: 10_001, max: null });
  assert.deepEqual(parseCompanySize('5-10k'), { min: 5000, max: 10_000 });
  assert.deepEqual(parseCompanySize('250'), { min: 250, max: 250 });
  assert.deepEqual(parseCompanySize('> 500'), { min: 500, max: null });
  assert.deepEqual(parseCompanySize('up to 50'), { min: 0, max: 50 });
  assert.equal(parseCompanySize('many'), null);
});

test('a size fits a wish when they overlap', () => {
  assert.ok(sizesOverlap({ min: 51, max: 200 }, { min: 200 }) && sizesOverlap({ min: 51, max: 200 }, { max: 51 }));
  assert.ok(!sizesOverlap({ min: 51, max: 200 }, { min: 201 }) && !sizesOverlap({ min: 51, max: null }, { max: 50 }));
  assert.ok(sizesOverlap({ min: 51, max: null }, { min: 1_000_000 }));
});

test('identifiers come in one form', () => {
  assert.equal(normaliseProfileUrl('https://www.people.example/in/Anna-Weber-1/?utm=x'), 'people.example/in/anna-weber-1');
  assert.equal(normaliseProfileUrl('http://de.people.example/in/anna-weber-1'), 'people.example/in/anna-weber-1');
  assert.equal(normaliseProfileUrl('people.example/in/ana-l%C3%B3pez'), 'people.example/in/ana-lópez');
  assert.equal(normaliseProfileUrl('not a page'), '');
  assert.equal(normaliseEmail(' Anna.Weber+news@Atlas.EXAMPLE '), 'anna.weber@atlas.example');
  for (const text of ['anna', 'a@b', 'a b@c.example', '@atlas.example', 'a@b@c.example']) assert.equal(normaliseEmail(text), '', text);
  assert.equal(normaliseId(' P-17 '), 'P-17');
  for (const text of ['', '-', '0', 'N/A', 'null']) assert.equal(normaliseId(text), '', text);
});

test('domains come from web and e-mail addresses, but not from mailboxes that anybody can have', () => {
  assert.equal(parseDomain('https://www.Atlas.example/about?x=1'), 'atlas.example');
  assert.equal(parseDomain('no domain'), '');
  assert.equal(parseEmployerDomain('anna@atlas.example'), 'atlas.example');
  assert.equal(parseEmployerDomain('anna@gmail.com'), '');
});

import { type Cells, cleanContact } from './clean-contact.ts';
import { companyFacts, fillDomains } from './company-facts.ts';
import { suite, test } from 'node:test';
import assert from 'node:assert/strict';
import { decodeText } from './decode-text.ts';
import { findDuplicates } from './find-duplicates.ts';
import { readDomain } from './domain-name.ts';
import { readEmail } from './email-address.ts';
import { readEmployees } from './employee-range.ts';
import { readList } from './read-list.ts';

suite('addresses', () => {
  for (const [text, expected] of [
    [' Ana.Silva@Acme.Example ', 'Ana.Silva@acme.example'],
    ['mailto:ana+news@acme.example', 'ana+news@acme.example'],
    ['<ana@münchen.example>', 'ana@xn--mnchen-3ya.example'],
    [`${'a'.repeat(64)}@acme.example`, `${'a'.repeat(64)}@acme.example`],
    [`${'a'.repeat(65)}@acme.example`, null],
    ['ana@acme', null],
    ['ana@@acme.example', null],
    ['a..b@acme.example', null],
    ['.ana@acme.example', null],
    ['"ana silva"@acme.example', null],
    ['ana silva@acme.example', null],
    ['ana@acme.example>\r\nDATA', null],
    ['ana@127.0.0.1', null],
    ['ana@[127.0.0.1]', null],
    ['ana@-acme.example', null],
    ['@acme.example', null],
    ['', null],
  ] as const) {
    test(`${JSON.stringify(text)} is ${expected ?? 'none'}`, () => assert.equal(readEmail(text)?.address ?? null, expected));
  }
});

test('a domain is found in what people write for it', () => {
  const written = ['acme.example', 'https://www.Acme.example/team?x=1', 'WWW.acme.example.', 'http://acme.example:8080'];
  for (const text of written) assert.equal(readDomain(text), 'acme.example', text);
  for (const text of ['acme', 'acme dot example', '10.0.0.1', '', 'http://', 'a_b.example']) assert.equal(readDomain(text), null, text);
});

test('sizes of companies are read however they are written', () => {
  const sizes = ['250', '1,001-5,000', '51 to 200', '10k+', 'more than 500', '1.5k', 'unknown'].map(readEmployees);
  assert.deepEqual(sizes, [
    { min: 250, max: 250 },
    { min: 1001, max: 5000 },
    { min: 51, max: 200 },
    { min: 10_000, max: null },
    { min: 500, max: null },
    { min: 1500, max: 1500 },
    null,
  ]);
});

suite('lists', () => {
  const expected: readonly Cells[] = [
    { full: 'Ana Silva', email: 'ana@acme.example', company: 'Acme, Inc.' },
    { full: 'Bo Lind', email: '', company: 'Borealis' },
  ];
  for (const [what, text] of [
    ['commas', 'Name,E-Mail,Company\nAna Silva,ana@acme.example,"Acme, Inc."\nBo Lind,,Borealis\n'],
    ['semicolons and a byte order mark', '\uFEFFName;E-Mail;Firma\r\n"Ana Silva";ana@acme.example;Acme, Inc.\r\n\r\nBo Lind;;Borealis'],
    ['tabs', 'full_name\tWork Email\tOrganization\nAna Silva\tana@acme.example\tAcme, Inc.\nBo Lind\t\tBorealis'],
  ] as const) {
    test(`with ${what} are read`, () => assert.deepEqual(readList(text), expected));
  }

  test('without headings are read by what the cells look like', () => {
    assert.deepEqual(
      readList(
        '"Ana Silva" <ana@acme.example>\nbo@acme.example\nCy Fox, Acme, acme.example, Head of Sales\nd@acme.example; e@acme.example',
      ),
      [
        { full: 'Ana Silva', email: 'ana@acme.example' },
        { email: 'bo@acme.example' },
        { full: 'Cy Fox', company: 'Acme', domain: 'acme.example', title: 'Head of Sales' },
        { email: 'd@acme.example' },
        { email: 'e@acme.example' },
      ],
    );
  });

  test('that are empty have nobody, and a quotation mark that is never closed is said in words', () => {
    assert.deepEqual([readList(' \n'), readList('name,email\n')], [[], []]);
    assert.throws(() => readList('name,email\n"Ana,ana@acme.example\n'), { code: 'unreadable_contacts', message: /never closed/ });
  });

  test('may come as UTF-8, UTF-16 or Windows-1252', () => {
    const encoded = [Buffer.from('Jörg'), Buffer.from('\uFEFFJörg', 'utf16le'), Buffer.from('Jörg', 'latin1')];
    assert.deepEqual(encoded.map(decodeText), ['Jörg', 'Jörg', 'Jörg']);
  });
});

test('names are split where the family begins', () => {
  for (const [full, given, family] of [
    ['Ana Maria Silva', 'Ana Maria', 'Silva'],
    ['Silva, Ana', 'Ana', 'Silva'],
    ['Dr. Dieter van der Berg', 'Dieter', 'van der Berg'],
    ['Ana Silva, PhD', 'Ana', 'Silva'],
    ['Ana', 'Ana', ''],
  ] as const) {
    const contact = cleanContact(1, { full });
    assert.deepEqual([contact.given, contact.family], [given, family], full);
  }
});

test('a row takes its domain from its address, or from the only one that its company has elsewhere', () => {
  const rows = fillDomains(
    [
      { email: 'ana@acme.example', company: 'Acmé' },
      { full: 'Bo Lind', company: 'ACME' },
      { company: 'Acme', domain: 'no domain' },
      { company: 'Other' },
    ].map((cells, index) => cleanContact(index + 1, cells)),
  );
  assert.deepEqual(
    rows.map(({ domain, hasBadDomain }) => [domain, hasBadDomain]),
    [
      ['acme.example', false],
      ['acme.example', false],
      [null, true],
      [null, false],
    ],
  );
  const two = [{ company: 'Acme', domain: 'acme.example' }, { company: 'Acme', domain: 'acme.test' }, { company: 'Acme' }];
  assert.equal(fillDomains(two.map((cells, index) => cleanContact(index + 1, cells)))[2]?.domain, null);
});

test('a row that says again what another has said is a duplicate, whatever the spelling', () => {
  const cells: readonly Cells[] = [
    { full: 'Ana Silva', domain: 'acme.example' },
    { full: 'ANA SÍLVA', domain: 'www.acme.example' },
    { full: 'Ana Silva', domain: 'other.example' },
    { full: 'Bo Lind', email: 'bo@acme.example' },
    { full: 'Robert Lind', email: 'BO@acme.example' },
    { company: 'Acme', domain: 'acme.example' },
    { company: 'Acme', domain: 'acme.example' },
  ];
  assert.deepEqual([...findDuplicates(cells.map((row, index) => cleanContact(index + 1, row)))], [2, 5]);
});

test('what one row says about a company is known of all its rows', () => {
  const rows = [
    { domain: 'acme.example' },
    { domain: 'acme.example', employees: '50', industry: 'Mining' },
    { domain: 'acme.example', employees: '70' },
  ];
  const facts = companyFacts(rows.map((cells, index) => cleanContact(index + 1, cells)));
  assert.deepEqual(facts.get('acme.example'), { employees: { min: 50, max: 50 }, industry: 'Mining' });
});

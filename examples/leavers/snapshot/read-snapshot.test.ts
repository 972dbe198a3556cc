import { test } from 'node:test';
import assert from 'node:assert/strict';
import { decodeText } from './decode-text.ts';
import { readSnapshot } from './read-snapshot.ts';

async function read(text: string) {
  const { rows, gaps, ...facts } = await readSnapshot(text, 'people.csv');
  return { ...facts, gaps, people: rows.map((row) => [row.name?.display, row.company?.key]) };
}

test('a byte order mark, CRLF, semicolons, quotes with line breaks and empty lines are ordinary', async () => {
  const { people, delimiter, rowCount } = await read(
    '\uFEFFName;Company\r\n"Weber;\r\nAnna";"Atlas ""Foods"" GmbH"\r\n\r\n;;\r\nBo Li;Vertex\r\n',
  );
  assert.equal(delimiter, ';');
  assert.equal(rowCount, 2);
  assert.deepEqual(people, [
    ['Weber; Anna', 'atlas foods'],
    ['Bo Li', 'vertex'],
  ]);
});

for (const [name, text] of [
  ['commas', 'full_name,company\nAnna Weber,Atlas'],
  ['tabs', 'Full Name\tCompany Name\nAnna Weber\tAtlas'],
  ['pipes', 'PERSON NAME|EMPLOYER\nAnna Weber|Atlas'],
  ['a separator line', 'sep=;\nName;Firma\nAnna Weber;Atlas'],
  ['old line ends', 'Name,Organization\rAnna Weber,Atlas\r'],
  ['two columns for the name', 'first_name,Last Name,Current Company\nAnna,Weber,Atlas'],
  ['German headings', 'Vorname;Name;Unternehmen\nAnna;Weber;Atlas'],
  ['French headings', 'Prénom;Nom;Société\nAnna;Weber;Atlas'],
  ['other columns around', 'x,Company,y,Name,z\n1,Atlas,2,Anna Weber,3'],
] as const) {
  test(`a file with ${name} is read`, async () => {
    assert.deepEqual((await read(text)).people, [['Anna Weber', 'atlas']]);
  });
}

test('rows that cannot be used become gaps with their number and reason, and all rows are accounted for', async () => {
  const { people, gaps, rowCount } = await read(
    'name,title,company,city\nAnna Weber,Buyer,Atlas,Rome\nBo Li\n,Buyer,Atlas,Rome\nCy Fox,Buyer,Atlas, Inc.,Rome\nDi Roe,,Vertex\n',
  );
  assert.deepEqual(gaps, [
    { row: 2, reason: 'too_few_columns' },
    { row: 3, reason: 'missing_name' },
    { row: 4, reason: 'too_many_columns' },
  ]);
  assert.deepEqual(people, [
    ['Anna Weber', 'atlas'],
    ['Di Roe', 'vertex'],
  ]);
  assert.equal(rowCount, people.length + gaps.length);
});

test('a row without a name is kept when an identifier says who it is', async () => {
  const { people, gaps } = await read('name,email,company\n,anna@atlas.example,Atlas\n');
  assert.deepEqual(people, [[undefined, 'atlas']]);
  assert.deepEqual(gaps, []);
});

test('a position that has ended is at no company', async () => {
  const { rows } = await readSnapshot('name,company,end_date\nAnna Weber,Atlas,2024-01\nBo Li,Atlas,present\n', 'people.csv');
  assert.deepEqual(
    rows.map((row) => [row.ended, row.company?.key]),
    [
      [true, undefined],
      [false, 'atlas'],
    ],
  );
});

test('a file of headings alone has no rows', async () => {
  assert.equal((await read('name,company\n')).rowCount, 0);
});

test('what is missing is said, with the headings that there are', async () => {
  await assert.rejects(read('name,city\nAnna Weber,Rome'), /people\.csv lacks a column with the company\. Its headings are: name, city\./);
  await assert.rejects(read('first name,company\nAnna,Atlas'), /lacks a column with the name \(or two with first and last name\)/);
  await assert.rejects(read('hello'), /lacks columns with the name and the company/);
  await assert.rejects(read(''), /people\.csv is empty/);
});

test('a quote that is never closed is an error with the row before it, and not worth another attempt', async () => {
  await assert.rejects(read('name,company\nAnna Weber,Atlas\n"Bo Li,Atlas\nCy Fox,Atlas\n'), (error: unknown) => {
    assert.ok(error instanceof Error && 'retryable' in error);
    assert.match(error.message, /never closed, after row 1/);
    return error.retryable === false;
  });
});

test('text is decoded as UTF-8, UTF-16 with its mark, or else Windows-1252', () => {
  assert.equal(decodeText(Buffer.from('Zoë')), 'Zoë');
  assert.equal(decodeText(Buffer.from('\uFEFFZoë', 'utf16le')), 'Zoë');
  assert.equal(decodeText(Buffer.from([0x5a, 0x6f, 0xeb])), 'Zoë');
});

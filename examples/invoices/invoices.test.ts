import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { MillraceUnderTest } from '../../tests/engine/millrace-under-test.ts';
import { Millrace as Client } from '../../packages/client/src/index.ts';
import { EXAMPLES } from './samples/examples.ts';
import { invoiceInput, invoiceOutput } from './extract/invoice-schemas.ts';
import { writeSamples } from './samples/write-samples.ts';
import type { Json } from '../../packages/millrace/src/domain/json.ts';

const under = await MillraceUnderTest.start({ workflows: import.meta.dirname });
const { context, caller } = under;

/** Every leaf by its path, so that outputs can be compared leaf by leaf. */
function leaves(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, member]) => leaves(member, `${path}/${key}`));
}

function wrongLeaves(expected: Json, output: unknown): readonly string[] {
  const got = new Map(leaves(output));
  return leaves(expected)
    .filter(([path, value]) => {
      const other = got.get(path);
      return typeof value === 'number' && typeof other === 'number' ? Math.abs(value - other) > 0.005 : value !== other;
    })
    .map(([path]) => path);
}

suite('the shipped invoices, held against what a person read in them', { concurrency: 1 }, () => {
  for (const { name, input, expected } of EXAMPLES.filter((example) => example.name !== 'letter')) {
    test(`${name} is read without a mistake`, async () => {
      const output = invoiceOutput.parse(await under.output(await under.begin('invoices', input)));
      assert.deepEqual(wrongLeaves(expected, output), []);
      assert.equal(output.checks.consistent, true);
    });
  }

  test('the letter is beyond this extractor: it gets sender, date and currency, and nothing of the prose', async () => {
    const letter = EXAMPLES.find(({ name }) => name === 'letter');
    assert.ok(letter !== undefined);
    const wrong = wrongLeaves(letter.expected, await under.output(await under.begin('invoices', letter.input)));
    assert.ok(wrong.includes('/total') && wrong.includes('/customer/name'));
    assert.ok(!wrong.includes('/issue_date') && !wrong.includes('/supplier/name') && !wrong.includes('/currency'));
  });
});

test('a start without input reads the sample and leaves the invoice and its lines as files and records', async () => {
  const id = await under.begin('invoices', null, { input: undefined });
  const output = invoiceOutput.parse(await under.output(id));
  const files = context.store.artifacts.list(caller.workspaceId, id);
  assert.deepEqual(
    files.map(({ path, role, mediaType }) => [path, role, mediaType]),
    [
      ['output/invoice.json', 'output', 'application/json'],
      ['output/line_items.csv', 'output', 'text/csv; charset=utf-8'],
    ],
  );
  assert.deepEqual(output.files, { invoice: 'output/invoice.json', line_items: 'output/line_items.csv' });
  const usage = under.changes(id).flatMap((change) => (change.type === 'usage.recorded' ? [change.entry] : []));
  assert.deepEqual(
    usage.filter(({ meter }) => meter === 'pages').map(({ quantity, credits, step }) => [quantity, credits, step]),
    [[1, 1, 'read document']],
  );
});

test('an invoice may stand in the input as text, and the hint says the currency that it does not name', async () => {
  const text = 'Acme Ltd\nInvoice No: A-1\nDate: 2026-02-03\n\nItem    Qty    Price    Amount\nBolts   3   1.50   4.50\n\nTotal   5.50\n';
  const output = invoiceOutput.parse(await under.output(await under.begin('invoices', { text, currency_hint: 'SEK' })));
  assert.deepEqual([output.currency, output.total, output.line_items.length], ['SEK', 5.5, 1]);
  assert.deepEqual([output.checks.total, output.checks.dates], ['unknown', 'unknown']);
});

test('an invoice that does not add up is delivered as it is, with the check that failed', async () => {
  const sheet = await readFile(new URL('./samples/northwind.txt', import.meta.url), 'utf8');
  const text = sheet.replace('TOTAL DUE        $2,823.98', 'TOTAL DUE        $2,923.98').replace('$924.00', '$942.00');
  const { checks, total } = invoiceOutput.parse(await under.output(await under.begin('invoices', { text })));
  assert.equal(total, 2923.98);
  assert.deepEqual(checks, { consistent: false, line_amounts: 'mismatch', line_sum: 'mismatch', total: 'mismatch', dates: 'ok' });
});

suite('what cannot be read fails once, with a code and the name of the step', { concurrency: 1 }, () => {
  const cases: readonly (readonly [string, Json, string, string])[] = [
    ['a text that is no invoice', { text: 'The quick brown fox jumps over the lazy dog.' }, 'not_an_invoice', 'extract fields'],
    ['an empty text', { text: ' \n \n' }, 'no_text_in_document', 'read document'],
    ['more pages than allowed', { file: { shipped: 'bergmann.pdf' }, max_pages: 1 }, 'document_too_large', 'read document'],
  ];
  for (const [what, input, code, step] of cases) {
    test(what, async () => {
      const run = await under.status(await under.begin('invoices', input), 'failed');
      assert.ok(run.status === 'failed');
      assert.deepEqual([run.error.code, run.error.step, run.error.attempt], [code, step, 1]);
    });
  }
});

suite('files that were uploaded', { concurrency: 1 }, () => {
  const client = new Client({ baseUrl: under.millrace.url, apiKey: under.millrace.apiKey });
  const upload = async (name: string, bytes: Uint8Array): Promise<string> =>
    (await client.uploads.create(new Uint8Array(bytes), { filename: name })).id;

  test('a PDF is read, named as `file` or as the one entry of `files`', async () => {
    const bytes = await readFile(new URL('./samples/polaris.pdf', import.meta.url));
    for (const input of [
      { file: { $file: await upload('a.pdf', bytes) } },
      { files: [{ name: 'a.pdf', file: { $file: await upload('a.pdf', bytes) } }] },
    ]) {
      const output = invoiceOutput.parse(await under.output(await under.begin('invoices', input)));
      assert.deepEqual([output.invoice_number, output.discount, output.total], ['000731', 100, 2234.75]);
    }
  });

  const pdf = '%PDF-1.7\n';
  const broken: readonly (readonly [string, string, Uint8Array])[] = [
    ['a PDF that was cut off', 'unreadable_document', Buffer.from(`${pdf}1 0 obj\n<< /Type /Cat`)],
    ['a picture', 'unreadable_document', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
  ];
  for (const [what, code, bytes] of broken) {
    test(`${what} fails the step that reads it`, async () => {
      const run = await under.status(await under.begin('invoices', { file: { $file: await upload('b.pdf', bytes) } }), 'failed');
      assert.ok(run.status === 'failed');
      assert.deepEqual([run.error.code, run.error.step, run.error.attempt], [code, 'read document', 1]);
    });
  }
});

test('an input names one document: none and two are refused', () => {
  for (const input of [{}, { text: 'a', file: { shipped: 'kestrel.pdf' } }, { files: [] }, { file: { shipped: '../../secret' } }]) {
    assert.equal(invoiceInput.safeParse(input).success, false, JSON.stringify(input));
  }
  assert.equal(invoiceInput.safeParse({ files: [{ name: 'a.pdf', file: { $file: 'u1' } }] }).success, true);
  assert.equal(invoiceInput.safeParse({ files: [{ $file: 'u1' }] }).success, true);
});

test('the shipped samples are what the generator makes', async () => {
  for (const [name, bytes] of await writeSamples()) {
    const shipped = await readFile(new URL(`./samples/${name}`, import.meta.url));
    assert.ok(shipped.equals(bytes), `${name} differs: npm run generate -w @millrace-examples/invoices`);
  }
});

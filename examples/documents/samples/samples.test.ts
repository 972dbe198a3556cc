import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLineItems } from '../extraction/line-item.ts';
import type { ExtractedDocument } from '../results/document-result.ts';
import { estimateCredits } from '../estimate-credits.ts';
import { EXPECTED } from './expected.ts';
import { PDF_SAMPLES } from './make-pdfs.ts';
import { extractSample, readSample, sampleBytes } from './read-sample.ts';
import { SAMPLE_FILES, SHIPPED_NAMES, SHIPPED_PAGES } from './shipped.ts';

function valuesOf({ fields }: ExtractedDocument): { readonly [field: string]: string } {
  const values: { [field: string]: string } = {};
  for (const { field_name: name, value } of fields) if (value !== null && name !== 'line_items') values[name] = value;
  return values;
}

function itemsOf({ fields }: ExtractedDocument): unknown[] {
  const value = fields.find(({ field_name: name }) => name === 'line_items')?.value ?? '[]';
  return (readLineItems(value) ?? []).map(({ description, quantity, unit_price: price, amount }) => [description, quantity, price, amount]);
}

for (const [name, documents] of EXPECTED) {
  test(`everything that stands on ${name} is found, and nothing else`, async () => {
    const found = await extractSample(name);
    assert.deepEqual(
      found.map((document) => ({
        class: document.class_name,
        pages: document.page_numbers,
        values: valuesOf(document),
        items: itemsOf(document),
      })),
      documents,
    );
    for (const { classification_confidence: confidence } of found) assert.ok(confidence.model > 0.9 && confidence.model < 1);
  });
}

test('the expectations cover every sample that a start without files reads', () => {
  assert.deepEqual(
    EXPECTED.map(([name]) => name),
    SAMPLE_FILES.map(({ name }) => name),
  );
});

test('a label whose value makes no sense is an error of that field, with the place where it stands', async () => {
  const [order] = await extractSample('bundle.pdf');
  const field = order?.fields.find(({ field_name: name }) => name === 'delivery_date');
  assert.deepEqual([field?.value, field?.error_msg], [null, '"As agreed by phone" is not a date.']);
  const [place] = field?.source_coordinates ?? [];
  assert.deepEqual([place?.page_number, place?.top_x, place?.bottom_y], [0, 350, 154]);
});

test('confidence of the OCR goes with scans and is absent for text that was never an image', async () => {
  for (const [name, isScan] of [
    ['receipt.png', true],
    ['invoice.pdf', false],
  ] as const) {
    for (const { fields } of await extractSample(name)) {
      for (const { value, confidence, field_name: field } of fields) {
        if (value === null) continue;
        assert.ok(confidence.model !== null && confidence.model > 0.5 && confidence.model <= 1, field);
        if (isScan) assert.ok(confidence.ocr !== null && confidence.ocr >= 0.8 && confidence.ocr <= 1, `${field} ${confidence.ocr}`);
        else assert.equal(confidence.ocr, null, field);
      }
    }
  }
});

test('the committed PDFs are what the script makes', async () => {
  for (const name of ['invoice.pdf', 'invoice-wrong-total.pdf', 'bundle.pdf', 'letter.pdf'] as const) {
    assert.ok(Buffer.from(await PDF_SAMPLES[name]()).equals(await sampleBytes(name)), `${name} differs: npm run generate`);
  }
});

test('the estimate knows how many pages each sample has, and a range for files that nobody has opened', async () => {
  for (const name of SHIPPED_NAMES) {
    const pages = (await readSample(name, 'opensesame')).length;
    assert.equal(pages, SHIPPED_PAGES[name], name);
    const { min, expected, max } = estimateCredits({ files: [{ name, file: { shipped: name } }] });
    assert.deepEqual([min, expected, max], [pages, pages, pages]);
  }
  const uploads = estimateCredits({
    files: [
      { name: 'a.pdf', file: { $file: 'x' } },
      { name: 'b.pdf', file: { $file: 'y' } },
    ],
  });
  assert.deepEqual([uploads.min, uploads.expected, uploads.max], [2, 4, 100]);
  assert.equal(estimateCredits({ files: [] }).max, 0);
});

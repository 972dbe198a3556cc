import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { groupLines } from '../reading/group-lines.ts';
import type { Line } from '../reading/text-layer.ts';
import { classifyText } from './classify-text.ts';
import { CUES } from './cues.ts';
import { splitPages } from './split-pages.ts';

const INVOICE = 'Invoice\nInvoice number: A-1\nInvoice date 2026-01-02\nBill to\nSubtotal\nVAT\nTotal due\nPlease pay by bank transfer';
const RECEIPT = 'Receipt\nPaid by: Visa\nChange\nTotal\nThank you';
const NOTHING = 'General terms\nGoods stay ours until they are paid.';

/** Lines of words that stand side by side; only their text matters here. */
function page(text: string, number: number): readonly Line[] {
  const words = text.split('\n').flatMap((line, row) =>
    line.split(' ').map((word, column) => ({
      text: word,
      box: { left: 60 * column, top: 20 * row, right: 60 * column + 50, bottom: 20 * row + 10 },
      confidence: null,
    })),
  );
  return groupLines({ width: 600, height: 800, words }, number);
}

function split(...texts: readonly string[]): unknown[] {
  return splitPages(texts.map(page)).map((document) => [document.class, document.pages]);
}

suite('which pages belong together', () => {
  test('another class begins another document', () => {
    assert.deepEqual(split(INVOICE, RECEIPT), [
      ['invoice', [0]],
      ['receipt', [1]],
    ]);
  });

  test('pages that count themselves stay together, whatever stands on them', () => {
    assert.deepEqual(split(`${INVOICE}\nPage 1 of 2`, `${RECEIPT}\nPage 2 of 2`, INVOICE), [
      ['invoice', [0, 1]],
      ['invoice', [2]],
    ]);
  });

  test('a first page may go without its number, and a page 1 always begins', () => {
    assert.deepEqual(split(INVOICE, `${INVOICE}\nPage 2 / 2`, `${INVOICE}\nPage 1 of 1`), [
      ['invoice', [0, 1]],
      ['invoice', [2]],
    ]);
  });

  test('another number begins another document of the same class', () => {
    assert.deepEqual(split(INVOICE, INVOICE, INVOICE.replace('A-1', 'A-2')), [
      ['invoice', [0, 1]],
      ['invoice', [2]],
    ]);
  });

  test('a page that says nothing belongs to what lies before it, unless that was complete', () => {
    assert.deepEqual(split(INVOICE, NOTHING), [['invoice', [0, 1]]]);
    assert.deepEqual(split(`${INVOICE}\nPage 1 of 1`, NOTHING), [
      ['invoice', [0]],
      [null, [1]],
    ]);
  });

  test('a file without pages has no documents', () => assert.deepEqual(splitPages([]), []));
});

suite('which class fits', () => {
  test('an empty page and a letter are of no class', () => {
    for (const text of ['', NOTHING, 'Dear Sir, the total was discussed. Regards']) assert.equal(classifyText(text).class, null, text);
  });

  test('a page that fits two classes equally well is of no class, and says how unsure that is', () => {
    const torn = classifyText('Invoice\nPurchase order\nTotal\nDue date\nBill to\nShip to\nqty\nvat');
    assert.equal(torn.class, null);
    assert.ok(torn.confidence > 0.4 && torn.confidence <= 1, String(torn.confidence));
  });

  test('more cues make an answer surer, never certain', () => {
    const few = classifyText('Invoice\nTotal\nBill to');
    const many = classifyText(INVOICE);
    assert.ok(few.confidence < many.confidence && many.confidence < 1, `${few.confidence} ${many.confidence}`);
  });

  test('the shares of cues lie between 0 and 1, so that none of them decides alone', () => {
    for (const { phrases, on } of CUES) for (const share of Object.values(on)) assert.ok(share > 0 && share < 1, phrases[0]);
  });
});

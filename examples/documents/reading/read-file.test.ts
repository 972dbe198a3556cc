import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { PDFDocument } from 'pdf-lib';
import { readSample, sampleBytes } from '../samples/read-sample.ts';
import { groupLines } from './group-lines.ts';
import { imageSize } from './image-size.ts';
import { readFile } from './read-file.ts';
import type { Page, Word } from './text-layer.ts';

const signal = AbortSignal.timeout(60_000);
const unreadable = (message: RegExp) => ({ name: 'UnreadableFile', retryable: false, message });

function wordOn(page: Page | undefined, text: string): Word {
  const found = page?.words.find((word) => word.text === text);
  assert.ok(found, `${text} is not among ${page?.words.map((word) => word.text).join(' ')}`);
  return found;
}

/** Only the header counts: nothing of the picture is decoded before its size is known. */
async function wallPng(): Promise<Uint8Array> {
  const bytes = Buffer.from(await sampleBytes('receipt.png'));
  bytes.writeUInt32BE(60_000, 16);
  return bytes;
}

/** The receipt as a page of half its size, behind a page of text, and a picture that does not fill its page. */
async function scannedPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage([300, 400]).drawText('Cover letter', { x: 20, y: 300 });
  const picture = await pdf.embedPng(await sampleBytes('receipt.png'));
  pdf.addPage([320, 450]).drawImage(picture, { x: 0, y: 0, width: 320, height: 450 });
  pdf.addPage([400, 300]).drawImage(picture, { x: 0, y: 0, width: 64, height: 90 });
  return pdf.save();
}

suite('text of a PDF', () => {
  test('comes with where it stands, in points from the top left corner', async () => {
    const [page] = await readSample('invoice.pdf');
    assert.deepEqual([page?.width, page?.height], [595, 842]);
    const { box, confidence } = wordOn(page, 'LI-20417');
    // The script draws it at 440, with its foot at 130, ten points high.
    assert.deepEqual([box.left, box.top, box.bottom, confidence], [440, 120, 130, null]);
    assert.ok(box.right > 475 && box.right < 490, String(box.right));
  });

  test('is the same, word by word, for a file that is opened with its password', async () => {
    assert.deepEqual(await readSample('locked.pdf', 'opensesame'), await readSample('invoice.pdf'));
  });

  test('is refused without a password and with a wrong one', async () => {
    await assert.rejects(readSample('locked.pdf'), unreadable(/locked; give its password/));
    await assert.rejects(readSample('locked.pdf', 'guess'), unreadable(/does not open it/));
  });
});

suite('files that cannot be read', () => {
  const refused: readonly (readonly [string, () => Promise<Uint8Array>, RegExp])[] = [
    ['an empty file', async () => new Uint8Array(), /^The file is empty\.$/],
    ['a text', async () => Buffer.from('Total due 12.00'), /neither a PDF nor a PNG or JPEG/],
    ['half a PDF', async () => Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type'), /^The PDF is broken/],
    ['half an image', async () => (await sampleBytes('receipt.png')).subarray(0, 9000), /^The image is broken/],
    ['the first bytes of an image', async () => (await sampleBytes('receipt.png')).subarray(0, 12), /does not say how large/],
    ['an image that would be a wall', async () => wallPng(), /at most 50000000 are read/],
  ];
  for (const [what, bytes, message] of refused) {
    test(`${what} is refused for good, with the reason`, async () => {
      await assert.rejects(readFile(await bytes(), { password: null, signal }), unreadable(message));
    });
  }
});

suite('a scanned page within a PDF', () => {
  test('is read by OCR and placed in the points of the page; an illustration is not read', async () => {
    const [cover, scan, illustrated] = await readFile(await scannedPdf(), { password: null, signal });
    assert.equal(wordOn(cover, 'Cover').confidence, null);
    const { box, confidence } = wordOn(scan, 'TOTAL');
    const inPixels = wordOn((await readSample('receipt.png'))[0], 'TOTAL').box;
    assert.ok(Math.abs(box.left - inPixels.left / 2) < 2 && Math.abs(box.bottom - inPixels.bottom / 2) < 2, JSON.stringify(box));
    assert.ok(confidence !== null && confidence > 0.8);
    assert.deepEqual(illustrated?.words, []);
  });

  test('is not read again when it is known', async () => {
    const marked = { width: 1, height: 2, words: [{ text: 'known', box: { left: 0, top: 0, right: 1, bottom: 1 }, confidence: 0.5 }] };
    const pages = await readFile(await scannedPdf(), { password: null, signal, known: new Map([[1, marked]]) });
    assert.deepEqual(pages[1], marked);
  });
});

suite('text of an image', () => {
  test('comes with where it stands in pixels, and how sure the OCR is', async () => {
    const [page] = await readSample('receipt.png');
    assert.deepEqual([page?.width, page?.height], [640, 900]);
    const { box } = wordOn(page, 'TOTAL');
    // The script draws it at 60, 484; the paper is turned a little.
    assert.ok(Math.abs(box.left - 62) < 8 && Math.abs(box.top - 490) < 12, JSON.stringify(box));
    const known = page?.words.map(({ confidence }) => confidence ?? 0) ?? [];
    assert.ok(known.reduce((sum, one) => sum + one, 0) / known.length > 0.85, String(known));
  });

  test('is not waited for when the run is stopped', async () => {
    const stopped = AbortSignal.abort(new Error('cancelled'));
    await assert.rejects(readFile(await sampleBytes('receipt.png'), { password: null, signal: stopped }), /cancelled/);
  });

  test('a turned paper still has its lines, and its columns as cells', async () => {
    const [page] = await readSample('delivery-invoice.png');
    assert.ok(page);
    const lines = groupLines(page, 0).map(({ cells }) => cells.map(({ text }) => text).join(' | '));
    for (const line of ['Description | Qty | Price | Amount', 'Larch board | 40 | 23,75 | 950,00', 'Total due | EUR 2.109,64']) {
      assert.ok(lines.includes(line), `${line} is not among\n${lines.join('\n')}`);
    }
  });
});

test('the size of a JPEG stands in its frame header, behind other segments', () => {
  const application = [0xff, 0xe0, 0x00, 0x04, 0x01, 0x02];
  const frame = [0xff, 0xc2, 0x00, 0x11, 0x08, 0x01, 0x2c, 0x02, 0x58, 0x03, 0x00];
  assert.deepEqual(imageSize(Uint8Array.from([0xff, 0xd8, ...application, ...frame])), { width: 600, height: 300 });
  assert.equal(imageSize(Uint8Array.from([0xff, 0xd8, ...application])), null);
  assert.equal(imageSize(Buffer.from('GIF89a')), null);
});

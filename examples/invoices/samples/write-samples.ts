import { ATELIER, HAFENWERK, LETTER, NORTHWIND } from './text-samples.ts';
import { bergmann, kestrel, polaris } from './pdf-samples.ts';
import { PDFDocument } from 'pdf-lib';
import type { SheetWriter } from './pdf-page.ts';
import { sheetsOf } from './pdf-page.ts';

const MADE_AT = new Date('2026-01-01T00:00:00Z');

/** Every sample by its file name; the same bytes each time. */
export async function writeSamples(): Promise<ReadonlyMap<string, Uint8Array>> {
  const encoder = new TextEncoder();
  return new Map([
    ['northwind.txt', encoder.encode(NORTHWIND.trimStart())],
    ['hafenwerk.txt', encoder.encode(HAFENWERK.trimStart())],
    ['atelier.txt', encoder.encode(ATELIER.trimStart())],
    ['letter.txt', encoder.encode(LETTER.trimStart())],
    ['kestrel.pdf', await writePdf(kestrel)],
    ['polaris.pdf', await writePdf(polaris)],
    ['bergmann.pdf', await writePdf(bergmann)],
  ]);
}

async function writePdf(draw: (newSheet: () => SheetWriter) => void): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.setCreationDate(MADE_AT);
  pdf.setModificationDate(MADE_AT);
  draw(await sheetsOf(pdf));
  return pdf.save();
}

import type { getDocumentProxy } from 'unpdf';
import { readScannedPage } from './scanned-page.ts';
import type { Page, Word } from './text-layer.ts';
import { UnreadableFile } from './unreadable-file.ts';

const MAX_PAGES = 200;

interface TextItem {
  readonly str: string;
  readonly transform: readonly unknown[];
  readonly width: number;
  readonly height: number;
}

export interface ReadPdfOptions {
  readonly password: string | null;
  readonly signal: AbortSignal;
  /** Scanned pages that have been read before, by their number from 0. */
  readonly known: ReadonlyMap<number, Page>;
}

/**
 * The text of a PDF with where it stands, in points from the top left corner. A page that is one picture is read by OCR.
 * Throws an UnreadableFile.
 */
export async function readPdf(bytes: Uint8Array, { password, signal, known }: ReadPdfOptions): Promise<readonly Page[]> {
  const unpdf = await import('unpdf');
  // The reader takes the bytes over and would empty the caller's.
  const options = { ...(password === null ? {} : { password }), verbosity: 0 };
  const pdf = await unpdf.getDocumentProxy(Uint8Array.from(bytes), options).catch((error: unknown) => {
    throw new UnreadableFile(reasonOf(error, password));
  });
  try {
    if (pdf.numPages > MAX_PAGES) throw new UnreadableFile(`The PDF has ${pdf.numPages} pages; at most ${MAX_PAGES} are read.`);
    const pages: Page[] = [];
    for (let index = 0; index < pdf.numPages; index++) {
      const page = known.get(index) ?? (await readPage(await pdf.getPage(index + 1)));
      const isBlank = page.words.length === 0;
      const words = isBlank ? await readScannedPage(await unpdf.extractImages(pdf, index + 1), page, signal) : page.words;
      pages.push({ ...page, words });
    }
    if (pages.every(({ words }) => words.length === 0)) {
      throw new UnreadableFile('No text was found in the PDF. Pages that are not one picture each can be sent as PNG or JPEG images.');
    }
    return pages;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(reasonOf(error, password));
  } finally {
    await pdf.loadingTask.destroy();
  }
}

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;

async function readPage(page: PdfPage): Promise<Page> {
  const viewport = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const words = items.flatMap((item) => {
    if (!('str' in item) || item.str.trim() === '') return [];
    return wordsOf(item, (x, y) => {
      const point: readonly unknown[] = viewport.convertToViewportPoint(x, y);
      return [Number(point[0]), Number(point[1])];
    });
  });
  return { width: viewport.width, height: viewport.height, words };
}

/** A PDF places whole pieces of text; words within one are placed by their share of its characters. */
function wordsOf(item: TextItem, place: (x: number, y: number) => readonly [number, number]): readonly Word[] {
  const [a = 1, b = 0] = item.transform.map(Number);
  const [x = 0, y = 0] = item.transform.slice(4).map(Number);
  const length = Math.hypot(a, b) || 1;
  const [alongX, alongY] = [a / length, b / length];
  const unit = item.width / item.str.length;
  return [...item.str.matchAll(/\S+/g)].map(({ 0: text, index }) => {
    const from = unit * index;
    const to = unit * (index + text.length);
    const corners = [
      place(x + alongX * from, y + alongY * from),
      place(x + alongX * to - alongY * item.height, y + alongY * to + alongX * item.height),
    ];
    const across = corners.map(([right]) => round(right));
    const down = corners.map(([, below]) => round(below));
    const box = { left: Math.min(...across), top: Math.min(...down), right: Math.max(...across), bottom: Math.max(...down) };
    return { text, box, confidence: null };
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function reasonOf(error: unknown, password: string | null): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') {
    return password === null
      ? 'The PDF is locked; give its password in settings.passwords under the name of the file.'
      : 'The password given for this PDF does not open it.';
  }
  return `The PDF is broken: ${error instanceof Error ? error.message : String(error)}`;
}

import { type Cell, type InvoiceDocument, type Line, lineOf } from './line.ts';
import { DocumentError } from './document-error.ts';

interface Piece extends Cell {
  readonly y: number;
  readonly height: number;
}

/** The lines of a PDF, page by page, put together from where its pieces of text stand. */
export async function readPdf(bytes: Uint8Array, maxPages: number): Promise<InvoiceDocument> {
  const { getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(bytes, { verbosity: 0 }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new DocumentError('unreadable_document', `The file begins like a PDF but cannot be read as one: ${why}`);
  });
  try {
    if (pdf.numPages > maxPages) {
      throw new DocumentError('document_too_large', `The PDF has ${pdf.numPages} pages; this run reads at most ${maxPages} (max_pages).`);
    }
    const lines: Line[] = [];
    for (let page = 1; page <= pdf.numPages; page += 1) {
      const content = await (await pdf.getPage(page)).getTextContent();
      lines.push(...linesOf(content.items.flatMap(pieceOf)));
    }
    return { pages: pdf.numPages, lines };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

function pieceOf(item: object): readonly Piece[] {
  if (!('str' in item && 'transform' in item && 'width' in item && 'height' in item)) return [];
  const { str, transform, width, height } = item;
  if (typeof str !== 'string' || str.trim() === '' || !Array.isArray(transform)) return [];
  const [from, y] = [Number(transform[4]), Number(transform[5])];
  return [{ text: str, from, to: from + Number(width), y, height: Number(height) || 1 }];
}

function linesOf(pieces: readonly Piece[]): readonly Line[] {
  const rows: Piece[][] = [];
  for (const piece of pieces.toSorted((a, b) => b.y - a.y)) {
    const row = rows.at(-1);
    const isSame = row?.[0] !== undefined && row[0].y - piece.y < Math.min(row[0].height, piece.height) / 2;
    if (isSame) row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row) => lineOf(cellsOf(row.toSorted((a, b) => a.from - b.from))));
}

/** Pieces that stand close together are one cell; a gap as wide as the type is high begins another. */
function cellsOf(row: readonly Piece[]): readonly Cell[] {
  const cells: Cell[] = [];
  for (const { text, from, to, height } of row) {
    const last = cells.at(-1);
    const gap = last === undefined ? Infinity : from - last.to;
    if (last === undefined || gap > height) {
      cells.push({ text: text.trim(), from, to });
      continue;
    }
    const joined = `${last.text}${gap > height / 8 ? ' ' : ''}${text}`.trim().replaceAll(/\s+/gu, ' ');
    cells[cells.length - 1] = { text: joined, from: last.from, to };
  }
  return cells;
}

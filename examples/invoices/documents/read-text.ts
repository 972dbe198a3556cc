import { type InvoiceDocument, textLine } from './line.ts';
import { DocumentError } from './document-error.ts';

/** The lines of a plain text; form feeds separate pages. */
export function readText(text: string, maxPages: number): InvoiceDocument {
  const pages = text.replace(/\f\s*$/u, '').split('\f');
  if (pages.length > maxPages) {
    throw new DocumentError('document_too_large', `The text has ${pages.length} pages; this run reads at most ${maxPages} (max_pages).`);
  }
  return { pages: pages.length, lines: pages.flatMap((page) => page.split(/\r\n|\r|\n/u).map(textLine)) };
}

/** UTF-8, UTF-16 with a mark, or Windows-1252, in which every byte says something. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) throw new DocumentError('unreadable_document', 'The file is neither a PDF nor a text.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

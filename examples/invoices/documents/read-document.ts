import { readFile } from 'node:fs/promises';
import type { RunContext } from 'millrace';
import { decodeText, readText } from './read-text.ts';
import { type DocumentFile, type DocumentInput, documentOf } from './document-input.ts';
import { DocumentError } from './document-error.ts';
import type { InvoiceDocument } from './line.ts';
import { readPdf } from './read-pdf.ts';

const MAX_BYTES = 20 * 1024 * 1024;
const PDF_MARK = '%PDF-';
const MARK_WITHIN = 1024;

/** Reads the document of an input. Throws a `DocumentError` that says why when it cannot be read. */
export async function readDocument(run: Pick<RunContext, 'file'>, input: DocumentInput, maxPages: number): Promise<InvoiceDocument> {
  const source = documentOf(input);
  if (source === null) throw new DocumentError('unreadable_document', 'The input names no document.');
  const document = typeof source === 'string' ? readText(source, maxPages) : await readBytes(await bytesOf(run, source), maxPages);
  if (document.lines.every(({ cells }) => cells.length === 0)) {
    throw new DocumentError('no_text_in_document', 'The document has no text. A scan has to go through text recognition first.');
  }
  return document;
}

function readBytes(bytes: Uint8Array, maxPages: number): Promise<InvoiceDocument> | InvoiceDocument {
  if (bytes.length === 0) throw new DocumentError('unreadable_document', 'The file is empty.');
  const isPdf = Buffer.from(bytes.subarray(0, MARK_WITHIN)).includes(PDF_MARK);
  return isPdf ? readPdf(new Uint8Array(bytes), maxPages) : readText(decodeText(bytes), maxPages);
}

async function bytesOf(run: Pick<RunContext, 'file'>, source: DocumentFile): Promise<Uint8Array> {
  if ('shipped' in source) return readFile(new URL(`../samples/${source.shipped}`, import.meta.url));
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of run.file(source).stream()) {
    size += part.length;
    if (size > MAX_BYTES) throw new DocumentError('document_too_large', `The file is larger than ${MAX_BYTES / 1024 / 1024} MiB.`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

import { isJpeg, isPng } from './image-size.ts';
import { readImage } from './read-image.ts';
import { readPdf } from './read-pdf.ts';
import type { Page } from './text-layer.ts';
import { UnreadableFile } from './unreadable-file.ts';

const PDF_WITHIN = 1024;

export type FileKind = 'pdf' | 'image';

export interface ReadOptions {
  readonly password: string | null;
  readonly signal: AbortSignal;
}

/** What the bytes are, whatever the name says. Throws an UnreadableFile. */
export function kindOf(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) throw new UnreadableFile('The file is empty.');
  if (isPng(bytes) || isJpeg(bytes)) return 'image';
  if (Buffer.from(bytes.subarray(0, PDF_WITHIN)).includes('%PDF-')) return 'pdf';
  throw new UnreadableFile('The file is neither a PDF nor a PNG or JPEG image.');
}

export async function readFile(bytes: Uint8Array, { password, signal }: ReadOptions): Promise<readonly Page[]> {
  return kindOf(bytes) === 'pdf' ? readPdf(bytes, password) : [await readImage(bytes, signal)];
}

import { isJpeg, isPng } from './image-size.ts';
import { readImage } from './read-image.ts';
import { readPdf } from './read-pdf.ts';
import type { Page } from './text-layer.ts';
import { UnreadableFile } from './unreadable-file.ts';

const PDF_WITHIN = 1024;

type FileKind = 'pdf' | 'image';

export interface ReadOptions {
  readonly password: string | null;
  readonly signal: AbortSignal;
  /** Scanned pages that have been read before, by their number from 0. */
  readonly known?: ReadonlyMap<number, Page>;
}

/** What the bytes are, whatever the name says. Throws an UnreadableFile. */
function kindOf(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) throw new UnreadableFile('The file is empty.');
  if (isPng(bytes) || isJpeg(bytes)) return 'image';
  if (Buffer.from(bytes.subarray(0, PDF_WITHIN)).includes('%PDF-')) return 'pdf';
  throw new UnreadableFile('The file is neither a PDF nor a PNG or JPEG image.');
}

export async function readFile(bytes: Uint8Array, { password, signal, known = new Map() }: ReadOptions): Promise<readonly Page[]> {
  if (kindOf(bytes) === 'pdf') return readPdf(bytes, { password, signal, known });
  return [known.get(0) ?? (await readImage(bytes, signal))];
}

/** Whether the words of a page came from a picture. */
export function isScan({ words }: Page): boolean {
  return words.some(({ confidence }) => confidence !== null);
}

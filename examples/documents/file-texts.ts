import { readFile as readFromDisk } from 'node:fs/promises';
import type { RunContext } from 'millrace';
import { groupLines } from './reading/group-lines.ts';
import { type ReadOptions, isScan, readFile } from './reading/read-file.ts';
import type { Line, Page } from './reading/text-layer.ts';
import type { DocumentsInput, InputFile } from './schemas.ts';

/** Files whose text is kept in memory; others are read again when they are asked for. */
const MOST_KEPT = 64;

/** What is on record about a file that was read: the text of scanned pages, which was dear, but not what a PDF says itself. */
export interface ReadRecord {
  readonly file: InputFile;
  readonly pages: number;
  readonly scans: readonly ScanRecord[];
}

interface ScanRecord extends Pick<Page, 'width' | 'height'> {
  /** Counted from 0 within the file. */
  readonly page: number;
  /** Short, because a result has a limit of size: text, left, top, right, bottom, confidence. */
  readonly words: readonly (readonly [string, number, number, number, number, number | null])[];
}

export interface FileText {
  readonly pages: readonly Page[];
  readonly lines: readonly (readonly Line[])[];
}

/** The text of the files of a run. */
export class FileTexts {
  readonly #run: RunContext;
  readonly #passwords: DocumentsInput['settings']['passwords'];
  readonly #kept = new Map<string, FileText>();

  constructor(run: RunContext, { settings }: DocumentsInput) {
    this.#run = run;
    this.#passwords = settings.passwords;
  }

  /** Throws an UnreadableFile. */
  async read(file: InputFile, signal: AbortSignal): Promise<ReadRecord> {
    const bytes = await this.#bytes(file);
    const pages = await this.#pages(file, bytes, { signal });
    this.#keep(file, pages);
    return { file, pages: pages.length, scans: pages.flatMap((page, number) => (isScan(page) ? [toRecord(page, number)] : [])) };
  }

  async text({ file, scans }: ReadRecord, signal: AbortSignal): Promise<FileText> {
    const kept = this.#kept.get(file.name);
    if (kept !== undefined) return kept;
    const known = new Map(scans.map((scan) => [scan.page, fromRecord(scan)]));
    return this.#keep(file, await this.#pages(file, await this.#bytes(file), { signal, known }));
  }

  #keep({ name }: InputFile, pages: readonly Page[]): FileText {
    const text = { pages, lines: pages.map((page, number) => groupLines(page, number)) };
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(name, text);
    return text;
  }

  #pages({ name }: InputFile, bytes: Uint8Array, options: Omit<ReadOptions, 'password'>): Promise<readonly Page[]> {
    const password = this.#passwords[name] ?? this.#passwords[baseName(name)] ?? null;
    return readFile(bytes, { password, ...options });
  }

  async #bytes({ file }: InputFile): Promise<Uint8Array> {
    if ('$file' in file) return this.#run.file(file).bytes();
    return readFromDisk(new URL(`./samples/${file.shipped}`, import.meta.url));
  }
}

function toRecord({ width, height, words }: Page, page: number): ScanRecord {
  const short = words.map(({ text, box, confidence }) => [text, box.left, box.top, box.right, box.bottom, confidence] as const);
  return { page, width, height, words: short };
}

function fromRecord({ width, height, words }: ScanRecord): Page {
  const long = words.map(([text, left, top, right, bottom, confidence]) => ({ text, box: { left, top, right, bottom }, confidence }));
  return { width, height, words: long };
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

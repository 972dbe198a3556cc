import { readFile as readFromDisk } from 'node:fs/promises';
import type { RunContext } from 'millrace';
import { groupLines } from './reading/group-lines.ts';
import { kindOf, readFile } from './reading/read-file.ts';
import type { Line, Page } from './reading/text-layer.ts';
import type { DocumentsInput, InputFile } from './schemas.ts';

/** Files whose text is kept in memory; others are read again when they are asked for. */
const MOST_KEPT = 64;

/** What is on record about a file that was read: the text of an image, which was dear, but not that of a PDF. */
export interface ReadRecord {
  readonly file: InputFile;
  readonly pages: number;
  readonly scan: Page | null;
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
    const pages = await this.#pages(file, bytes, signal);
    this.#keep(file, pages);
    const scan = kindOf(bytes) === 'image' ? (pages[0] ?? null) : null;
    return { file, pages: pages.length, scan };
  }

  async text({ file, scan }: ReadRecord, signal: AbortSignal): Promise<FileText> {
    const kept = this.#kept.get(file.name);
    if (kept !== undefined) return kept;
    return this.#keep(file, scan === null ? await this.#pages(file, await this.#bytes(file), signal) : [scan]);
  }

  #keep({ name }: InputFile, pages: readonly Page[]): FileText {
    const text = { pages, lines: pages.map((page, number) => groupLines(page, number)) };
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(name, text);
    return text;
  }

  #pages({ name }: InputFile, bytes: Uint8Array, signal: AbortSignal): Promise<readonly Page[]> {
    const password = this.#passwords[name] ?? this.#passwords[baseName(name)] ?? null;
    return readFile(bytes, { password, signal });
  }

  async #bytes({ file }: InputFile): Promise<Uint8Array> {
    if ('$file' in file) return this.#run.file(file).bytes();
    return readFromDisk(new URL(`./samples/${file.shipped}`, import.meta.url));
  }
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

import type { ItemResult, RunContext } from 'millrace';
import { type DocumentPages, splitPages } from './classes/split-pages.ts';
import { extractDocument } from './extraction/extract-document.ts';
import { type FileTexts, type ReadRecord, baseName } from './file-texts.ts';
import { UnreadableFile } from './reading/unreadable-file.ts';
import type { ExtractedDocument, FileResult } from './results/document-result.ts';
import type { InputFile } from './schemas.ts';
import { validateDocument } from './validation/validate-document.ts';

/** Two files at a time: reading is work for the processor, and one OCR worker serves both. */
const AT_ONCE = 2;
const LARGEST_RESULT = 400_000;

/** A file on its way: what the last stage made of it, or why it went no further. */
export type Progressed<T> = { readonly file: InputFile } & ({ readonly value: T; readonly error: null } | { readonly error: string });

export async function readFiles(
  run: RunContext,
  texts: FileTexts,
  files: readonly InputFile[],
): Promise<readonly Progressed<ReadRecord>[]> {
  const { results } = await run.map(
    'read files',
    files,
    async (file, step) => {
      step.progress({ message: `Reading ${file.name}` });
      const read = await texts.read(file, step.signal);
      step.usage({ provider: 'local', meter: 'pages', quantity: read.pages, credits: read.pages });
      if (read.scans.length > 0) step.usage({ provider: 'local', meter: 'ocr_pages', quantity: read.scans.length });
      return read;
    },
    { concurrency: AT_ONCE, report: true },
  );
  return files.map((file, index) => progressed(file, results[index]));
}

interface Classified {
  readonly read: ReadRecord;
  readonly documents: readonly DocumentPages[];
}

export async function classifyFiles(
  run: RunContext,
  texts: FileTexts,
  files: readonly Progressed<ReadRecord>[],
): Promise<readonly Progressed<Classified>[]> {
  const documents = await mapFurther(run, 'classify documents', files, async (read, signal) =>
    splitPages((await texts.text(read, signal)).lines),
  );
  const byFile = new Map(documents.map((found) => [found.file, found]));
  return files.map((before) => {
    const found = byFile.get(before.file);
    if (before.error !== null) return before;
    if (found?.error !== null) return { file: before.file, error: found?.error ?? 'not reached' };
    return { file: before.file, value: { read: before.value, documents: found.value }, error: null };
  });
}

export function extractFiles(
  run: RunContext,
  texts: FileTexts,
  files: readonly Progressed<Classified>[],
): Promise<readonly Progressed<readonly ExtractedDocument[]>[]> {
  return mapFurther(run, 'extract fields', files, async ({ read, documents }, signal) => {
    const { pages, lines } = await texts.text(read, signal);
    const extracted = documents.map((document) => extractDocument(document, pages, lines));
    if (JSON.stringify(extracted).length > LARGEST_RESULT) {
      throw new UnreadableFile('The file holds more fields than one result can hold; split it into several files.');
    }
    return extracted;
  });
}

export function validateFiles(files: readonly Progressed<readonly ExtractedDocument[]>[]): readonly FileResult[] {
  return files.map(({ file, ...found }) => ({
    original_file_name: baseName(file.name),
    input_file_path: file.name,
    error_msg: found.error,
    documents: found.error === null ? found.value.map((document) => validateDocument(document)) : [],
  }));
}

/** The next stage for the files that have come this far. */
async function mapFurther<In, Out>(
  run: RunContext,
  name: string,
  files: readonly Progressed<In>[],
  work: (value: In, signal: AbortSignal) => Promise<Out>,
): Promise<readonly Progressed<Out>[]> {
  const open = files.flatMap((file) => (file.error === null ? [file] : []));
  const { results } = await run.map(name, open, ({ value }, step) => work(value, step.signal), { concurrency: AT_ONCE });
  const byFile = new Map(open.map(({ file }, index) => [file, results[index]]));
  return files.map(({ file, error }) => (error === null ? progressed(file, byFile.get(file)) : { file, error }));
}

function progressed<T>(file: InputFile, result: ItemResult<T> | undefined): Progressed<T> {
  return result?.outcome === 'delivered' ? { file, value: result.value, error: null } : { file, error: result?.reason ?? 'not reached' };
}

import type { RunContext } from 'millrace';
import type { DocumentsInput, DocumentsOutput } from '../schemas.ts';
import type { FileResult } from './document-result.ts';
import { fieldsCsv } from './fields-csv.ts';
import { isFailing } from '../review/failing-documents.ts';

const RESULTS = 'results.json';
const FIELDS = 'fields.csv';

interface Facts {
  readonly reviewCompleted: boolean;
  readonly keys: DocumentsInput['settings']['keys'];
}

/** Delivers the results as records and as files, and counts what is in them. */
export async function writeResults(
  run: RunContext,
  files: readonly FileResult[],
  { reviewCompleted, keys }: Facts,
): Promise<DocumentsOutput> {
  await recordFiles(run, 'files', files);
  await run.artifact(RESULTS, resultsJson(files, { review_completed: reviewCompleted, keys }), { mediaType: 'application/json' });
  await run.artifact(FIELDS, fieldsCsv(files), { mediaType: 'text/csv; charset=utf-8' });
  const documents = files.flatMap((file) => file.documents);
  const fields = documents.flatMap((document) => document.fields);
  return {
    files: files.length,
    failed_files: files.filter(({ error_msg: error }) => error !== null).length,
    documents: documents.length,
    documents_by_class: countByClass(documents.map(({ class_name: name }) => name ?? 'none')),
    fields: fields.length,
    field_errors: fields.filter(({ error_msg: error }) => error !== null).length,
    failed_validations: documents.filter((document) => isFailing(document)).length,
    review_completed: reviewCompleted,
    keys,
    results: RESULTS,
    fields_table: FIELDS,
  };
}

/** One row a file, in the order of the input. */
export async function recordFiles(run: RunContext, name: string, files: readonly FileResult[]): Promise<void> {
  await run.records(name, files, {
    outcome: ({ error_msg: reason }) => (reason === null ? { outcome: 'delivered' } : { outcome: 'failed', reason }),
  });
}

function* resultsJson(files: readonly FileResult[], facts: { readonly [member: string]: unknown }): Generator<string> {
  yield `${JSON.stringify(facts).slice(0, -1)},"files":[`;
  for (const [index, file] of files.entries()) yield `${index === 0 ? '' : ','}\n${JSON.stringify(file)}`;
  yield '\n]}\n';
}

function countByClass(names: readonly string[]): { readonly [name: string]: number } {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

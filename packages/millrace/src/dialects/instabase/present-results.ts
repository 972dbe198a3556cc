import { isJsonObject, type Json, type JsonObject } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';
import { fillTemplate, type TemplateForms } from '../template.ts';
import type { DeclaredApp } from './declaration.ts';
import type { ExactJson } from './exact-json.ts';
import { presentFile, readFile, type ResultFile, type ResultFlags } from './present-file.ts';
import { presentMessage, presentTimes } from './present.ts';
import { checkpointOf, statusWord } from './statuses.ts';

/** How many files one answer has at most. */
export const FILES_AT_ONCE = 20;

/** The record set that holds the results as they are now; null while there are none to be shown. */
export function recordSetOf(run: Run, { results }: DeclaredApp): string | null {
  if (checkpointOf(run) !== null) return results.at_checkpoint ?? results.records;
  return 'finishedAt' in run ? results.records : null;
}

export interface ResultFacts {
  readonly batchNumber: number | null;
  readonly checkpoint: string | null;
  /** Null when it was deleted. */
  readonly input: Json;
  /** One more than fit into an answer, when there are more. */
  readonly rows: readonly Json[];
  /** A person has decided about the run, and it has completed. */
  readonly reviewCompleted: boolean;
}

export function presentResults(run: Run, declared: DeclaredApp, facts: ResultFacts, flags: ResultFlags): ExactJson {
  const files = facts.rows.slice(0, FILES_AT_ONCE).map((row) => readFile(rowAsFile(row, declared)));
  const view = { flags, types: declared.results.types };
  return {
    id: run.id,
    status: statusWord(run),
    message: presentMessage(run, facts.checkpoint) ?? unreadableFiles(files),
    ...presentTimes(run),
    batch_id: facts.batchNumber === null ? null : String(facts.batchNumber),
    files: files.map((file) => presentFile(file, view)),
    keys: { custom: customKeys(declared, facts.input) },
    case_info: null,
    ...(flags.review ? { review_completed: facts.reviewCompleted } : {}),
    has_more: facts.rows.length > FILES_AT_ONCE,
  };
}

function rowAsFile(row: Json, { results }: DeclaredApp): Json {
  return results.file === undefined ? row : (fillTemplate(results.file, row, FORMS) ?? null);
}

const FORMS: TemplateForms = {
  // An object as a list of fields, one for each of its members.
  $fields: (values) => (isJsonObject(values) ? Object.entries(values).map(([name, value]) => ({ field_name: name, value })) : undefined),
};

/** The vendor has no place for what is wrong with a whole file, so the message of the results says it. */
function unreadableFiles(files: readonly ResultFile[]): string | null {
  const sentences = files.flatMap(({ original_file_name: name, error_msg: error }) => (error === null ? [] : [`${name}: ${error}`]));
  return sentences.length === 0 ? null : sentences.join(' ');
}

function customKeys(declared: DeclaredApp, input: Json): JsonObject {
  const keys = fillTemplate(declared.custom_keys, input) ?? null;
  return isJsonObject(keys) ? keys : {};
}

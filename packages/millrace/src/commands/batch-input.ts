import type { RunChange } from '../domain/change.ts';
import { MillraceError } from '../domain/errors.ts';
import type { Json } from '../domain/json.ts';
import { LIMITS } from '../domain/limits.ts';
import type { StoredBatchFile } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';

export interface BatchInput {
  readonly input: Json;
  /** The files as they are now: what later happens to the batch does not reach the run. */
  readonly files: readonly RunChange[];
}

interface BatchStart {
  readonly batchId: string;
  readonly given: Json | undefined;
  /** The files that the given input names itself. */
  readonly uploads: readonly RunChange[];
}

/**
 * The input of a run of a batch: what the caller gave, an object, with all files of the batch under `files`, each as
 * `{ name, file }` where `file` is what `run.file` takes.
 */
export function batchInput(context: CommandContext, caller: Caller, { batchId, given, uploads }: BatchStart): BatchInput {
  if (context.store.batches.get(caller.workspaceId, batchId) === null) {
    throw invalid('/batch', 'There is no such batch in this workspace.');
  }
  const rest = given === undefined ? {} : given;
  if (!isObject(rest)) throw invalid('/input', 'must be an object, to which the files of the batch are added');
  if (Object.hasOwn(rest, 'files')) throw invalid('/input/files', 'is filled with the files of the batch: leave it out');
  const taken = new Set(uploads.flatMap((change) => (change.type === 'artifact.recorded' ? [change.artifact.path] : [])));
  const files = allFiles(context, caller, batchId).map((file) => ({ ...file, id: context.newId() }));
  return {
    input: { ...rest, files: files.map(({ id, name }) => ({ name, file: { $file: id } })) },
    files: files.map(({ id, name, mediaType, sizeBytes, sha256, storageKey }) => ({
      type: 'artifact.recorded',
      op: null,
      artifact: {
        id,
        path: taken.has(`input/${name}`) ? `input/${id}/${name}` : `input/${name}`,
        role: 'input',
        step: null,
        mediaType,
        sizeBytes,
        sha256,
        storageKey,
      },
    })),
  };
}

function allFiles({ store }: CommandContext, caller: Caller, batchId: string): readonly StoredBatchFile[] {
  return store.batches.files(caller.workspaceId, batchId, { limit: LIMITS.batchFiles, cursor: null }).data;
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(pointer: string, message: string): MillraceError {
  return new MillraceError('invalid_request', `The run cannot be started with this batch: ${pointer} ${message}.`, {
    faults: [{ pointer, message }],
  });
}

import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { WrittenFile } from '../artifacts/artifact-store.ts';
import type { Caller } from '../commands/caller.ts';
import { recordUpload, type RecordedUpload } from '../commands/record-upload.ts';
import { MillraceError } from '../domain/errors.ts';
import { LIMITS } from '../domain/limits.ts';
import { checkArtifactPath } from '../domain/names.ts';
import type { ApiDeps } from './api-deps.ts';
import { readParts, type MultipartLimits } from './multipart-parts.ts';

export interface MultipartForm {
  /** By name, each with its values in the order in which they came. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** In the order in which they came; each is an upload now. */
  readonly files: readonly MultipartFile[];
}

export interface MultipartFile {
  /** The name of its part. */
  readonly field: string;
  readonly upload: RecordedUpload;
}

interface StoredPart {
  readonly field: string;
  readonly path: string;
  readonly mediaType: string;
  readonly content: Readable;
  readonly writing: Promise<WrittenFile>;
}

const DEFAULT_LIMITS: MultipartLimits = {
  bytes: LIMITS.uploadBytes,
  fields: LIMITS.multipartFields,
  fieldBytes: LIMITS.multipartFieldBytes,
  fieldNameLength: LIMITS.multipartFieldNameLength,
  files: LIMITS.multipartFiles,
  fileBytes: LIMITS.uploadBytes,
};

export function isMultipart(incoming: IncomingMessage): boolean {
  return /^multipart\/form-data\b/i.test(incoming.headers['content-type'] ?? '');
}

/**
 * Reads a form. Files go straight to the store and become uploads of the caller when all of the body has arrived; of a
 * body that breaks off, or goes over a limit, nothing is kept. Errors: `malformed_request`, `body_too_large`,
 * `limit_exceeded`, `invalid_request` for an impossible file name, `storage_full`.
 */
export async function readMultipart(
  deps: Pick<ApiDeps, 'artifacts' | 'context'>,
  caller: Caller,
  incoming: IncomingMessage,
  limits: Partial<MultipartLimits> = {},
): Promise<MultipartForm> {
  const all = { ...DEFAULT_LIMITS, ...limits };
  const fields = new Map<string, string[]>();
  const parts: StoredPart[] = [];
  const failed = new AbortController();
  const readers = {
    field: (name: string, value: string) => void fields.set(name, [...(fields.get(name) ?? []), value]),
    file: ({ field, filename, mediaType }: { field: string; filename: string; mediaType: string }, content: Readable) => {
      checkFilename(field, filename);
      const writing = deps.artifacts.write(content, { maxBytes: all.fileBytes });
      writing.catch((error: unknown) => failed.abort(asTooLarge(error)));
      parts.push({ field, path: filename, mediaType, content, writing });
    },
  };
  try {
    await readParts(incoming, all, readers, failed.signal);
    const files: MultipartFile[] = [];
    for (const part of parts) files.push(await record(deps, caller, part));
    return { fields, files };
  } catch (error) {
    // The body may have ended without an end of the file in it: nobody else would tell whoever writes it.
    for (const { content } of parts) content.destroy();
    await discard(deps, parts);
    throw asTooLarge(error);
  }
}

async function record({ context }: Pick<ApiDeps, 'context'>, caller: Caller, part: StoredPart): Promise<MultipartFile> {
  const { field, path, mediaType, writing } = part;
  return { field, upload: await recordUpload(context, caller, { path, mediaType, ...(await writing) }) };
}

/** What an upload names stays: it expires. */
async function discard({ artifacts, context }: Pick<ApiDeps, 'artifacts' | 'context'>, parts: readonly StoredPart[]): Promise<void> {
  for (const { status, ...outcome } of await Promise.allSettled(parts.map(async ({ writing }) => writing))) {
    if (status !== 'fulfilled' || !('value' in outcome)) continue;
    const { storageKey } = outcome.value;
    if (!context.store.artifacts.hasStorageKey(storageKey)) await artifacts.remove(storageKey);
  }
}

/** The store counts bytes against a limit; here that limit is one of the request. */
function asTooLarge(error: unknown): unknown {
  return MillraceError.is(error) && error.code === 'limit_exceeded' && error.message.startsWith('The file has more than')
    ? new MillraceError('body_too_large', error.message, { cause: error })
    : error;
}

function checkFilename(field: string, filename: string): void {
  const checked = checkArtifactPath(filename);
  if (checked.ok) return;
  throw new MillraceError('invalid_request', checked.problem, { faults: [{ pointer: `/${field}`, message: checked.problem }] });
}

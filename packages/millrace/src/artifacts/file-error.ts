import { MillraceError } from '../domain/errors.ts';

/** The disk, a quota or the largest size that the file system allows. */
const FULL = new Set<unknown>(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** An error of the file system in our words, when there are better ones than its own. */
export function fileError(error: unknown): unknown {
  if (!FULL.has(codeOf(error))) return error;
  return new MillraceError(
    'storage_full',
    'The disk that holds the files is full; the file was not stored. Free some space, then try again.',
    { cause: error },
  );
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

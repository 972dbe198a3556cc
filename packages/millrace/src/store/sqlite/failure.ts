const SQLITE_FULL = 13;

/** True when SQLite could not write because the disk, or the file's size limit, is full. Nothing was written, and it may be tried again. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_FULL;
}

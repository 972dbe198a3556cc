const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;

/** True when SQLite could not write because the disk, or the file's size limit, is full. Nothing was written, and it may be tried again. */
export function isDiskFull(error: unknown): boolean {
  return hasCode(error, SQLITE_FULL);
}

/** True when another program held the lock for longer than SQLite waits. Nothing was begun. */
export function isBusy(error: unknown): boolean {
  return hasCode(error, SQLITE_BUSY);
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === code;
}

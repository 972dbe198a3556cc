import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseRefusal } from './database-refusal.ts';

const SQLITE_BUSY = 5;

/** A lock that nobody refers to would be collected, and with it the connection that holds the folder. */
const held = new Set<DatabaseSync>();

export interface DataFolderLock {
  /** Lets another process have the folder. Releasing twice is harmless. */
  release(): void;
}

/**
 * Makes this process the only one that works in a data folder, creating the folder if needed. The operating system
 * drops the lock when the process ends, however it ends. Throws a `DatabaseRefusal` when another process has it.
 */
export function lockDataFolder(folder: string): DataFolderLock {
  mkdirSync(folder, { recursive: true });
  // An open exclusive transaction on a small database is a file lock that works alike on all systems.
  const db = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!isBusy(error)) throw error;
    throw new DatabaseRefusal(
      'data_folder_in_use',
      `Another Millrace process works in ${resolve(folder)}. Stop it first, or choose another data folder with --data.`,
    );
  }
  held.add(db);
  return {
    release() {
      held.delete(db);
      if (db.isOpen) db.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

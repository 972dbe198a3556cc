import { DatabaseSync } from 'node:sqlite';
import { DatabaseRefusal } from './database-refusal.ts';
import { applyMigrations, readMigrations, requireCurrentSchema } from './migrations.ts';
import { addSampleRank } from './sample-rank-function.ts';

/** Earlier versions can corrupt a WAL database when two connections check-point at the same moment. */
export const OLDEST_SQLITE = '3.51.3';

const BUSY_TIMEOUT_MS = 5_000;
// SQLite walks the whole table of its cache at the end of every transaction, so a large one costs time on each commit.
const WRITER_CACHE_KIB = 8 * 1024;
const READER_CACHE_KIB = 32 * 1024;
/** The log is cut back to this size after a check-point, so that one burst does not keep the disk for ever. */
const LOG_LIMIT_BYTES = 64 * 1024 * 1024;
const CHECKPOINT_PAGES = 4_000;

/**
 * Opens the database for the one connection that writes: creates it, brings its schema up to date, and makes every
 * commit wait for the disk. Throws a `DatabaseRefusal` for a SQLite that is too old or a schema that is too new.
 */
export function openWriter(path: string): DatabaseSync {
  const db = open(path, false);
  try {
    db.exec('PRAGMA journal_mode = WAL');
    // The default of a build may be weaker, and the pragma's own answer does not tell: it is set, and fsyncs are counted in tests.
    db.exec('PRAGMA synchronous = FULL');
    // These two matter on macOS only, where a plain fsync leaves data in the cache of the drive.
    db.exec('PRAGMA fullfsync = ON');
    db.exec('PRAGMA checkpoint_fullfsync = ON');
    db.exec(`PRAGMA journal_size_limit = ${LOG_LIMIT_BYTES}`);
    db.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    db.exec(`PRAGMA cache_size = -${WRITER_CACHE_KIB}`);
    applyMigrations(db, readMigrations(), Date.now());
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens the database read-only. The writer must have opened it before: a reader never creates or changes a schema. */
export function openReader(path: string): DatabaseSync {
  const db = open(path, true);
  try {
    db.exec(`PRAGMA cache_size = -${READER_CACHE_KIB}`);
    requireCurrentSchema(db, readMigrations());
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function open(path: string, readOnly: boolean): DatabaseSync {
  const db = new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  try {
    requireSqliteVersion(String(db.prepare('SELECT sqlite_version() AS version').get()?.['version']));
    addSampleRank(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Throws a `DatabaseRefusal` when `version` is older than the oldest SQLite that keeps a WAL database whole. */
export function requireSqliteVersion(version: string): void {
  if (compareVersions(version, OLDEST_SQLITE) >= 0) return;
  throw new DatabaseRefusal(
    'sqlite_too_old',
    `This Node has SQLite ${version}; Millrace needs ${OLDEST_SQLITE} or later, because earlier ones can corrupt a database. Use Node 24.21 or later.`,
  );
}

function compareVersions(left: string, right: string): number {
  const [a, b] = [left.split('.').map(Number), right.split('.').map(Number)];
  for (let part = 0; part < 3; part++) {
    const difference = (a[part] ?? 0) - (b[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { DatabaseRefusal } from './database-refusal.ts';

/** One numbered SQL file. Once released it never changes: its hash is recorded when it is applied. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

interface AppliedMigration {
  readonly version: number;
  readonly name: string;
  readonly sha256: string;
}

const FILE_NAME = /^(\d{4})-([a-z0-9-]+)\.sql$/;

/** The migrations of this version of Millrace, oldest first, numbered from 1 without gaps. */
export function readMigrations(): readonly Migration[] {
  const folder = new URL('./migrations/', import.meta.url);
  const migrations = readdirSync(folder)
    .toSorted()
    .flatMap((file) => {
      const [, version, name] = FILE_NAME.exec(file) ?? [];
      if (version === undefined || name === undefined) return [];
      return [migration(Number(version), name, readFileSync(new URL(file, folder), 'utf8'))];
    });
  migrations.forEach(({ version, name }, index) => {
    if (version !== index + 1) throw new Error(`Migration ${version}-${name} should have the number ${index + 1}.`);
  });
  return migrations;
}

export function migration(version: number, name: string, text: string): Migration {
  // A checkout on Windows may have other line ends; that is not another migration.
  const sql = text.replaceAll('\r\n', '\n');
  return { version, name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
}

/** Applies what is missing, each migration in a transaction of its own, and records it. Only the writer does this. */
export function applyMigrations(db: DatabaseSync, migrations: readonly Migration[], now: number): void {
  db.exec(
    'CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL, sha256 TEXT NOT NULL) STRICT',
  );
  const applied = readApplied(db);
  requireSameHistory(applied, migrations);
  const record = db.prepare('INSERT INTO schema_migrations (version, name, applied_at, sha256) VALUES (?, ?, ?, ?)');
  for (const { version, name, sql, sha256 } of migrations.slice(applied.length)) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(sql);
      record.run(version, name, now, sha256);
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw new Error(`Migration ${version}-${name} failed; the database is as it was before it.`, { cause: error });
    }
  }
}

/** Throws a `DatabaseRefusal` unless the database has exactly the given migrations. */
export function requireCurrentSchema(db: DatabaseSync, migrations: readonly Migration[]): void {
  const exists = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'").get() !== undefined;
  const applied = exists ? readApplied(db) : [];
  requireSameHistory(applied, migrations);
  if (applied.length < migrations.length) {
    throw new DatabaseRefusal(
      'schema_too_old',
      `The database has schema version ${applied.length} and this version of Millrace reads version ${migrations.length}. Start the server once: it brings the database up to date.`,
    );
  }
}

function readApplied(db: DatabaseSync): readonly AppliedMigration[] {
  const rows = db.prepare('SELECT version, name, sha256 FROM schema_migrations ORDER BY version').all();
  return rows.map((row) => ({ version: Number(row['version']), name: String(row['name']), sha256: String(row['sha256']) }));
}

function requireSameHistory(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  const newest = applied.at(-1)?.version ?? 0;
  if (newest > migrations.length) {
    throw new DatabaseRefusal(
      'schema_too_new',
      `The database has schema version ${newest} and this version of Millrace knows ${migrations.length}. Use the version of Millrace that wrote it, or a later one; nothing was changed.`,
    );
  }
  for (const [index, { version, name, sha256 }] of applied.entries()) {
    const known = migrations[index];
    if (known === undefined || known.version !== version || known.sha256 !== sha256) {
      throw new DatabaseRefusal(
        'migration_changed',
        `Migration ${version}-${name} in the database is not the one of this version of Millrace. Use the version that wrote the database, or another data folder; nothing was changed.`,
      );
    }
  }
}

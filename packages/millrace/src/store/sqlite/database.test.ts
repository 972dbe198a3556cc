import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { DatabaseRefusal } from './database-refusal.ts';
import type { DatabaseRefusalCode } from './database-refusal.ts';
import { OLDEST_SQLITE, openReader, openWriter, requireSqliteVersion } from './database.ts';
import { applyMigrations, migration, readMigrations, requireCurrentSchema } from './migrations.ts';

async function databasePath(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-database-'));
  context.after(async () => rm(folder, { recursive: true, force: true }));
  return join(folder, 'millrace.db');
}

function refusal(code: DatabaseRefusalCode, words: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof DatabaseRefusal && error.code === code && words.test(error.message);
}

function scalar(db: DatabaseSync, sql: string): unknown {
  return Object.values(db.prepare(sql).get() ?? {})[0];
}

describe('opening a database', () => {
  test('makes it, and finds it again as it was', async (context) => {
    const path = await databasePath(context);
    const first = openWriter(path);
    first.exec("INSERT INTO workspaces (id, name, sample_key, created_at) VALUES ('w', 'Ours', 'k', 1)");
    first.close();
    const second = openWriter(path);
    assert.equal(scalar(second, 'SELECT name FROM workspaces'), 'Ours');
    second.close();
  });

  test('lets readers see what is committed, and nothing else', async (context) => {
    const path = await databasePath(context);
    const writer = openWriter(path);
    const reader = openReader(path);
    context.after(() => [writer, reader].forEach((db) => db.close()));
    writer.exec("BEGIN; INSERT INTO workspaces (id, name, sample_key, created_at) VALUES ('w', 'Ours', 'k', 1)");
    assert.equal(scalar(reader, 'SELECT count(*) FROM workspaces'), 0);
    writer.exec('COMMIT');
    assert.equal(scalar(reader, 'SELECT count(*) FROM workspaces'), 1);
    assert.throws(() => reader.exec('DELETE FROM workspaces'), /readonly/);
  });

  test('is refused with a SQLite that can corrupt it', () => {
    for (const version of ['3.51.2', '3.50.7', '3.9.99', '2.99.99']) {
      assert.throws(() => requireSqliteVersion(version), refusal('sqlite_too_old', new RegExp(`${version}.*${OLDEST_SQLITE}`)));
    }
    for (const version of [OLDEST_SQLITE, '3.51.10', '3.53.4', '4.0.0']) requireSqliteVersion(version);
  });

  test('is refused for reading before there is one, or before its schema is up to date', async (context) => {
    const path = await databasePath(context);
    assert.throws(() => openReader(path));
    new DatabaseSync(path).close();
    assert.throws(() => openReader(path), refusal('schema_too_old', /version 0 .*Start the server once/));
  });

  test('is refused when a newer Millrace has written it, whatever it is opened for', async (context) => {
    const path = await databasePath(context);
    const db = openWriter(path);
    const newer = readMigrations().length + 1;
    db.exec(`INSERT INTO schema_migrations (version, name, applied_at, sha256) VALUES (${newer}, 'later', 1, 'x')`);
    db.close();
    for (const open of [openWriter, openReader]) {
      assert.throws(() => open(path), refusal('schema_too_new', new RegExp(`version ${newer} `)));
    }
  });
});

describe('migrations', () => {
  const first = migration(1, 'first', 'CREATE TABLE a (x INTEGER);');
  const second = migration(2, 'second', 'CREATE TABLE b (x INTEGER); INSERT INTO b VALUES (1);');
  const broken = migration(2, 'broken', 'CREATE TABLE b (x INTEGER); INSERT INTO nowhere VALUES (1);');

  test('are numbered from 1 without gaps, and have names', () => {
    assert.deepEqual(
      readMigrations().map(({ version }) => version),
      readMigrations().map((_, index) => index + 1),
    );
    assert.equal(readMigrations()[0]?.name, 'core');
  });

  test('are applied once each, in order', () => {
    const db = new DatabaseSync(':memory:');
    applyMigrations(db, [first], 10);
    applyMigrations(db, [first, second], 20);
    applyMigrations(db, [first, second], 30);
    const rows = db.prepare('SELECT version, name, applied_at FROM schema_migrations ORDER BY version').all();
    assert.deepEqual(
      rows.map((row) => Object.values(row)),
      [
        [1, 'first', 10],
        [2, 'second', 20],
      ],
    );
    assert.equal(scalar(db, 'SELECT count(*) FROM b'), 1);
    requireCurrentSchema(db, [first, second]);
  });

  test('leave the database as it was when one fails', () => {
    const db = new DatabaseSync(':memory:');
    assert.throws(() => applyMigrations(db, [first, broken], 10), /Migration 2-broken failed/);
    assert.equal(scalar(db, "SELECT count(*) FROM sqlite_schema WHERE name = 'b'"), 0);
    assert.equal(scalar(db, 'SELECT max(version) FROM schema_migrations'), 1);
    applyMigrations(db, [first, second], 20);
  });

  test('are refused when one that was applied has changed since', () => {
    const db = new DatabaseSync(':memory:');
    applyMigrations(db, [first], 10);
    const changed = migration(1, 'first', 'CREATE TABLE a (x TEXT);');
    for (const use of [applyMigrations, requireCurrentSchema]) {
      assert.throws(() => use(db, [changed], 20), refusal('migration_changed', /Migration 1-first/));
    }
  });

  test('are the same with the line ends of Windows', () => {
    assert.equal(migration(1, 'a', 'SELECT 1;\r\nSELECT 2;\r\n').sha256, migration(1, 'a', 'SELECT 1;\nSELECT 2;\n').sha256);
  });
});

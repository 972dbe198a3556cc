import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { collectStored } from '../crash/collect-stored.ts';
import type { Stored } from '../crash/oracle/evidence.ts';
import type { DiskFiles } from './honest-disk.ts';
import { DATA } from './record-load.ts';

/** A stored file as its row describes it. */
export interface FileRow {
  readonly table: string;
  readonly id: string;
  readonly storageKey: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** What a database says after its disk came back. */
export interface FoundState {
  /** The answer of `PRAGMA integrity_check`; `ok` for a whole database. */
  readonly integrity: string;
  readonly stored: Stored;
  /** Idempotency keys with the run that each stands for. */
  readonly keys: ReadonlyMap<string, string>;
  readonly quotes: ReadonlySet<string>;
  readonly intents: ReadonlySet<string>;
  readonly fileRows: readonly FileRow[];
}

const DATABASE = `${DATA}/millrace.db`;

export function writeDisk(folder: string, files: DiskFiles, wanted: (path: string) => boolean): void {
  rmSync(join(folder, DATA), { recursive: true, force: true });
  for (const [path, content] of files) {
    if (!wanted(path)) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** The index of the log lies in shared memory: it is gone with the power, and SQLite makes it anew. */
export function survives(path: string): boolean {
  return !path.endsWith('-shm');
}

/** Opens the database of the disk as the server would, and reads it with SQL of our own. Null when there is none that can be read. */
export function openState(folder: string, files: DiskFiles): FoundState | null {
  if (!files.has(DATABASE)) return null;
  writeDisk(folder, files, (path) => path.startsWith(DATABASE) && survives(path));
  mkdirSync(join(folder, DATA, 'artifacts'), { recursive: true });
  try {
    return readState(join(folder, DATA));
  } catch {
    return null;
  }
}

export function readState(dataFolder: string): FoundState {
  const db = new DatabaseSync(join(dataFolder, 'millrace.db'));
  try {
    const integrity = String(db.prepare('PRAGMA integrity_check').get()?.['integrity_check']);
    return {
      integrity,
      keys: new Map(pairs(db, 'SELECT key AS a, run_id AS b FROM idempotency_keys')),
      quotes: new Set(pairs(db, 'SELECT id AS a, id AS b FROM quotes').map(([id]) => id)),
      intents: new Set(pairs(db, INTENTS).map(([runId, step]) => `${runId}/${step}`)),
      fileRows: readFileRows(db),
      stored: collectStored(dataFolder),
    };
  } finally {
    db.close();
  }
}

const INTENTS = `SELECT runs.id AS a, json_extract(data, '$.name') AS b FROM run_events JOIN runs USING (run_key) WHERE type = 'step.started'`;

const pair = z.object({ a: z.string(), b: z.string() });

function pairs(db: DatabaseSync, sql: string): readonly [string, string][] {
  return db
    .prepare(sql)
    .all()
    .map((row): [string, string] => {
      const { a, b } = pair.parse(row);
      return [a, b];
    });
}

const fileRow = z.object({ table: z.string(), id: z.string(), storageKey: z.string(), sizeBytes: z.int(), sha256: z.string() });

const FILE_ROWS = ['artifacts', 'uploads']
  .map((table) => `SELECT '${table}' AS "table", id, storage_key AS storageKey, size_bytes AS sizeBytes, sha256 FROM ${table}`)
  .join(' UNION ALL ');

function readFileRows(db: DatabaseSync): readonly FileRow[] {
  const rows = db.prepare(FILE_ROWS).all();
  return rows.map((row) => fileRow.parse(row));
}

export function sha256Of(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

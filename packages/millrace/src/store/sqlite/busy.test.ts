import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { accepted, Scenario } from '../testing/scenario.ts';
import { WriterJournal } from '../testing/writer-journal.ts';
import { openWriter } from './database.ts';
import { SqliteJournalWriter } from './journal-writer.ts';
import { openSqliteStore } from './store.ts';

const HOLD = `
const { DatabaseSync } = require('node:sqlite');
const { parentPort, workerData } = require('node:worker_threads');
const db = new DatabaseSync(workerData.path);
db.exec('BEGIN IMMEDIATE');
parentPort.postMessage('held');
setTimeout(() => { db.exec('ROLLBACK'); db.close(); }, workerData.ms);
`;

test('a program that locks the database for longer than SQLite waits only delays commits', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-busy-'));
  const path = join(folder, 'millrace.db');
  const db = openWriter(path);
  db.exec('PRAGMA busy_timeout = 20');
  const journal = new WriterJournal(new SqliteJournalWriter(db));
  const s = await Scenario.open(context, async () => {
    const store = openSqliteStore(path);
    const close = async (): Promise<void> => {
      store.close();
      await journal.close();
      rmSync(folder, { recursive: true });
    };
    return { journal, store, close };
  });
  const holder = new Worker(HOLD, { eval: true, workerData: { path, ms: 200 } });
  await once(holder, 'message');
  const [run] = accepted(await journal.commit([s.queued()]));
  assert.equal(run?.seq, 1);
});

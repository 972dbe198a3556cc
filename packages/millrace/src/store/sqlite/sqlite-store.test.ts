import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreWorld } from '../testing/scenario.ts';
import { testStore } from '../testing/store.testsuite.ts';
import { WriterJournal } from '../testing/writer-journal.ts';
import { openWriter } from './database.ts';
import { SqliteJournalWriter } from './journal-writer.ts';
import { openSqliteStore } from './store.ts';

testStore(async (): Promise<StoreWorld> => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-store-'));
  const path = join(folder, 'millrace.db');
  const journal = new WriterJournal(new SqliteJournalWriter(openWriter(path)));
  const store = openSqliteStore(path);
  return {
    journal,
    store,
    async close() {
      store.close();
      await journal.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});

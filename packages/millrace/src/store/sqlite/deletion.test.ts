import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
import { artifact, finished, log, records, reviewRequested } from '../testing/changes.ts';
import { Scenario, WORKSPACE } from '../testing/scenario.ts';
import { WriterJournal } from '../testing/writer-journal.ts';
import { openWriter } from './database.ts';
import { SqliteJournalWriter } from './journal-writer.ts';
import { openSqliteStore } from './store.ts';

/** A new process on the same data each time. */
async function opener(context: TestContext): Promise<{ readonly path: string; readonly open: () => Promise<Scenario> }> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-deletion-'));
  const path = join(folder, 'millrace.db');
  context.after(() => rmSync(folder, { recursive: true }));
  const open = async (): Promise<Scenario> => {
    const journal = new WriterJournal(new SqliteJournalWriter(openWriter(path)));
    const store = openSqliteStore(path);
    const close = async (): Promise<void> => {
      store.close();
      await journal.close();
    };
    return Scenario.open(context, async () => ({ journal, store, close }));
  };
  return { path, open };
}

function tablesOfRuns(db: DatabaseSync): readonly string[] {
  const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  return names
    .map((row) => String(row['name']))
    .filter((name) =>
      db
        .prepare(`PRAGMA table_info(${name})`)
        .all()
        .some((column) => column['name'] === 'run_key'),
    );
}

describe('the rows of a deleted run', () => {
  test('are gone from every table when its job has no more to delete, and only then is nothing left of its key', async (context) => {
    const { path, open } = await opener(context);
    const s = await open();
    const ref = await s.start({ tags: ['t'], metadata: { a: 1 } });
    for (const change of [log('info', 'x'), records('people', [1]), artifact('a'), reviewRequested('r', 'x'), finished('completed')]) {
      await s.make(ref, change, 1);
    }
    const db = new DatabaseSync(path, { readOnly: true });
    context.after(() => db.close());
    const tables = tablesOfRuns(db).filter((name) => name !== 'jobs');
    assert.ok(tables.includes('verdicts') && tables.includes('run_marks') && tables.length >= 8, tables.join(', '));
    await s.make(ref, { type: 'data.deleted', actor: null, parts: ['data'], jobs: [{ id: 'j', part: 'data' }] });
    while (s.store.jobs.hasRows('j')) await s.catalog({ type: 'job.worked', workspaceId: WORKSPACE, jobId: 'j', limit: 1 });
    for (const table of tables) assert.deepEqual(db.prepare(`SELECT * FROM ${table}`).all(), [], table);
  });

  test('are never taken for those of a run that comes after a restart', async (context) => {
    const { open } = await opener(context);
    const first = await open();
    const ref = await first.start();
    await first.make(ref, log('info', 'old'), 1);
    await first.make(ref, finished('completed'), 1);
    await first.make(ref, { type: 'data.deleted', actor: null, parts: ['data'], jobs: [{ id: 'j', part: 'data' }] });
    const second = await open();
    const next = await second.start();
    const types = second.store.events.history(WORKSPACE, next.runId).map(({ type }) => type);
    assert.deepEqual(types, ['run.queued', 'run.started']);
  });
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { encodeJson } from '../../domain/json-text.ts';
import { artifact, records, stepCompleted } from '../testing/changes.ts';
import { accepted, refused, Scenario } from '../testing/scenario.ts';
import { WriterJournal } from '../testing/writer-journal.ts';
import { openWriter } from './database.ts';
import { SqliteJournalWriter } from './journal-writer.ts';
import { openSqliteStore } from './store.ts';

/** A journal on a database that can be kept from growing, as a full disk would. */
async function open(context: TestContext): Promise<{ readonly s: Scenario; readonly fill: () => void; readonly free: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-full-'));
  const path = join(folder, 'millrace.db');
  const db = openWriter(path);
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
  const pages = (): number => Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
  return {
    s,
    fill: () => db.exec(`PRAGMA max_page_count = ${pages()}`),
    free: () => db.exec('PRAGMA max_page_count = 1000000'),
  };
}

const LARGE = 'x'.repeat(500_000);

test('what a full disk kept from being written has not happened, and the log goes on without a gap', async (context) => {
  const { s, fill, free } = await open(context);
  const ref = await s.start();
  const changes = [records('rows', [LARGE]), stepCompleted('large', LARGE), artifact('a'.repeat(500))];
  for (const [index, change] of changes.entries()) {
    fill();
    // In one batch, with what finds no room at its beginning or in its middle.
    const beside = s.commitOf(ref, stepCompleted(`beside ${index}`), 1);
    const large = s.commitOf(ref, records('rows', [LARGE]), 1);
    const results = await Promise.all((index === 1 ? [[beside], [large]] : [[large], [beside]]).map((batch) => s.journal.commit(batch)));
    for (const result of results) assert.deepEqual(refused(result), { kind: 'storage_full' });
    free();
    await s.make(ref, change, 1);
  }
  const seqs = s.store.events.after(ref.workspaceId, ref.runId, 0, 100).map(({ seq }) => seq);
  assert.deepEqual(seqs, [1, 2, 3, 4, 5]);
  assert.equal(s.run(ref).seq, 5);
});

test('a run that found no room can be queued under the same id when there is some', async (context) => {
  const { s, fill, free } = await open(context);
  const ref = await s.queue();
  fill();
  const started = s.queued({ input: LARGE, tags: ['a', 'b'] });
  const second = s.queued({ input: LARGE, tags: ['c'] });
  const results = await Promise.all([
    s.journal.commit([started]),
    s.journal.commit([second, s.commitOf(ref, { type: 'signal.received', name: 'go', actor: null, payload: encodeJson(LARGE) })]),
  ]);
  for (const result of results) assert.deepEqual(refused(result), { kind: 'storage_full' });
  free();
  const [run] = accepted(await s.journal.commit([started]));
  assert.equal(run?.runNumber, 2);
});

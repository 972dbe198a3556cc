import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { encodeJson } from '../../domain/json-text.ts';
import { firstOfItsLine } from '../../domain/new-run.ts';
import { queueRun } from '../../domain/queue-run.ts';
import type { Store } from '../store.ts';
import { openWriter } from './database.ts';
import { RunRowWrites } from './run-row-writes.ts';
import { openSqliteStore } from './store.ts';

const RUNS = 14_000;

/** Runs of which the even ones have a tag and the odd ones another version, and two old ones, which the CLI started, have both. */
async function largeStore(context: TestContext): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-lists-'));
  const path = join(folder, 'millrace.db');
  const db = openWriter(path);
  const rows = new RunRowWrites(db);
  const tag = db.prepare('INSERT INTO run_tags (workspace_id, tag, created_at, run_key) VALUES (?, ?, ?, ?)');
  db.exec('BEGIN');
  for (let runKey = 1; runKey <= RUNS; runKey++) {
    const isBoth = runKey === 10 || runKey === 200;
    const tags = isBoth || runKey % 2 === 0 ? ['even'] : [];
    const version = isBoth || runKey % 2 === 1 ? 'v-odd' : 'v-even';
    const id = `run-${runKey}`;
    const identity = {
      id,
      workspaceId: 'w',
      workflow: 'import',
      version,
      createdAt: 1_000 + runKey,
      startAt: null,
      expiresAt: null,
      timeoutMs: null,
    };
    const more = {
      priority: 0,
      concurrencyKey: null,
      tags,
      metadata: {},
      trigger: { type: isBoth ? 'cli' : 'api', actor: null, requestId: null },
      lineage: firstOfItsLine(id),
      example: null,
      credits: null,
    } as const;
    const run = queueRun(
      { type: 'run.queued', run: { ...identity, ...more }, stages: [], idempotency: null, payload: encodeJson({}) },
      runKey,
      1_000 + runKey,
    );
    rows.write({ runKey, run, rowSeq: 0, rowStale: true });
    for (const name of tags) tag.run('w', name, run.createdAt, runKey);
  }
  db.exec('COMMIT');
  const store = openSqliteStore(path);
  context.after(async () => {
    store.close();
    db.close();
    await rm(folder, { recursive: true, force: true });
  });
  return store;
}

describe('a filter that hardly any of many runs meets', () => {
  test('gives short pages rather than reading everything at once, and all of its runs in the end', async (context) => {
    const store = await largeStore(context);
    const filter = { tag: 'even', version: 'v-odd' };
    const pages: (readonly string[])[] = [];
    let cursor: string | null = null;
    do {
      const page = store.runs.list('w', filter, { limit: 10, cursor });
      pages.push(page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    assert.ok(pages.length > 1, 'it should not have looked at all runs for one page');
    assert.deepEqual(pages.flat(), ['run-200', 'run-10']);
  });

  test('reads no more rows for a page than it may, where only the row knows', async (context) => {
    const store = await largeStore(context);
    const found: string[] = [];
    let pages = 0;
    let cursor: string | null = null;
    do {
      const page = store.runs.list('w', { trigger: 'cli' }, { limit: 10, cursor });
      found.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor !== null);
    assert.deepEqual(found, ['run-200', 'run-10']);
    assert.equal(pages, 5);
    assert.equal(store.runs.count('w', { trigger: 'cli' }, 100), 0, 'both are older than the newest 10,000');
    assert.equal(store.runs.count('w', { trigger: 'cli', createdBefore: 1_500 }, 100), 2);
  });

  test('is answered at once when one part of it is rare', async (context) => {
    const store = await largeStore(context);
    const page = store.runs.list('w', { tag: 'even', version: 'v-odd', createdBefore: 1_500 }, { limit: 10, cursor: null });
    assert.deepEqual([page.data.map(({ id }) => id), page.nextCursor], [['run-200', 'run-10'], null]);
    assert.deepEqual(store.runs.list('w', { tag: 'even', version: 'v-odd', statuses: ['failed'] }, { limit: 10, cursor: null }), {
      data: [],
      nextCursor: null,
    });
    assert.equal(store.runs.count('w', { tag: 'even', version: 'v-odd' }, 100), 2);
  });
});

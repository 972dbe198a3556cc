import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import type { RunFilter } from '../run-filter.ts';
import { encodeCursor } from './cursor.ts';
import { openWriter } from './database.ts';
import { cachedStatements } from './statement-cache.ts';
import type { Prepare } from './statement-cache.ts';
import { storeOn } from './store.ts';

/** Small by nature, or an index that is empty unless something is wrong. */
const SCANS_ALLOWED = [/^SCAN workspaces$/, /^SCAN jobs USING INDEX jobs_open$/, /^SCAN runs USING (COVERING )?INDEX runs_stuck$/];
const TABLES = [
  'runs',
  'run_tags',
  'run_events',
  'reviews',
  'artifacts',
  'uploads',
  'batches',
  'batch_files',
  'part_uploads',
  'upload_parts',
  'jobs',
  'released_files',
  'record_chunks',
  'record_outcomes',
  'run_marks',
  'verdicts',
  'workflow_versions',
  'api_keys',
  'workspaces',
  'ledger_entries',
  'ledger_balances',
  'plans',
  'quotes',
];
/** Aliases in the statements that stand for tables, not for the results of other parts of the same statement. */
const ALIASES = ['k', 'p', 'r', 'e', 'v', 'n', 'c', 'o'];

interface Recorded {
  readonly db: DatabaseSync;
  readonly prepare: Prepare;
  readonly statements: Set<string>;
}

async function recorded(context: TestContext): Promise<Recorded> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-plans-'));
  const db = openWriter(join(folder, 'millrace.db'));
  context.after(async () => {
    db.close();
    await rm(folder, { recursive: true, force: true });
  });
  const statements = new Set<string>();
  const cached = cachedStatements(db);
  const prepare: Prepare = (sql) => {
    statements.add(sql);
    return cached(sql);
  };
  return { db, prepare, statements };
}

function planOf(db: DatabaseSync, sql: string): readonly string[] {
  const statement = db.prepare(`EXPLAIN QUERY PLAN ${sql}`);
  statement.setAllowUnknownNamedParameters(true);
  return statement.all().map((row) => String(row['detail']));
}

function fullScans(plan: readonly string[]): readonly string[] {
  return plan.filter((detail) => {
    const [, name = ''] = /^SCAN (\w+)/.exec(detail) ?? [];
    return [...TABLES, ...ALIASES].includes(name) && !SCANS_ALLOWED.some((allowed) => allowed.test(detail));
  });
}

/** With what the parts of `findings` go together. */
const MIXED: readonly RunFilter[] = [
  {},
  { workflow: 'w', statuses: ['failed', 'completed'] },
  { tag: 't' },
  { hasVerdict: true, ids: ['a', 'b'] },
];

/** Parts that say where runs come from and what was found about them. */
function findings(): readonly RunFilter[] {
  return [
    { ids: ['a', 'b', 'c'] },
    { ids: [] },
    { workflows: ['v', 'w'] },
    { trigger: 'cli' },
    { actor: null },
    { batchId: 'b' },
    { exampleId: 'e' },
    { completedAfter: 1, completedBefore: 2 },
    { verdict: 'correct' },
    { verdict: null },
    { verdictStatus: 'open' },
    { hasVerdict: true },
    { hasVerdict: false },
    { hasCorrections: true },
    { hasCorrections: false },
    { sampleRate: 0.1 },
  ];
}

/** All combinations of the parts of a filter; times are in every list anyway. */
function filters(): readonly RunFilter[] {
  const choices: readonly (readonly RunFilter[])[] = [
    [{}, { workflow: 'w' }],
    [{}, { version: 'v' }],
    [{}, { statuses: ['running'] }, { statuses: ['queued', 'failed', 'completed'] }],
    [{}, { tag: 't' }],
    [{}, { concurrencyKey: 'c' }],
    [{}, { parentRunId: 'p' }],
  ];
  const plain = choices.reduce<readonly RunFilter[]>(
    (all, next) => all.flatMap((filter) => next.map((choice) => ({ ...filter, ...choice }))),
    [{}],
  );
  return [...plain, ...findings().flatMap((filter) => MIXED.map((more) => ({ ...filter, ...more })))];
}

describe('the queries of the store', () => {
  test('look for runs in an index, whatever the filter', async (context) => {
    const { db, prepare, statements } = await recorded(context);
    const { runs } = storeOn(prepare);
    for (const filter of filters()) {
      statements.clear();
      runs.list('workspace', filter, { limit: 10, cursor: null });
      runs.count('workspace', filter, 10);
      for (const sql of statements) assert.deepEqual(fullScans(planOf(db, sql)), [], `${JSON.stringify(filter)}: ${sql}`);
    }
  });

  test('read in the order of the index: only the ends of the ranges are sorted', async (context) => {
    const { db, prepare, statements } = await recorded(context);
    const { runs } = storeOn(prepare);
    for (const filter of filters()) {
      statements.clear();
      runs.count('workspace', filter, 10);
      for (const sql of statements) {
        if (!sql.includes('LIMIT 1 OFFSET') && !sql.includes('count(*)')) continue;
        const inner = /SELECT k\.run_key.*? LIMIT [:\w]+/.exec(sql)?.[0] ?? '';
        assert.ok(inner.length > 0, sql);
        assert.ok(!planOf(db, inner).some((detail) => detail.includes('TEMP B-TREE')), `${JSON.stringify(filter)}: ${inner}`);
      }
    }
  });

  test('look for everything else in an index too', async (context) => {
    const { db, prepare, statements } = await recorded(context);
    const store = storeOn(prepare);
    const page = { limit: 10, cursor: null };
    store.runs.get('w', 'r');
    store.runs.input('w', 'r');
    store.runs.output('w', 'r');
    store.runs.children('w', 'r');
    store.runs.next('w', 'r');
    store.events.after('w', 'r', 0, 10);
    store.events.history('w', 'r');
    store.events.payload('w', 'r', 1);
    for (const level of [null, 'warn'] as const) store.events.logs('w', 'r', { after: 0, limit: 10, level });
    store.reviews.get('w', 'v');
    for (const filter of [{}, { status: 'open' }, { runId: 'r' }, { runId: 'r', status: 'open' }] as const) {
      store.reviews.list('w', filter, page);
    }
    store.artifacts.list('w', 'r');
    store.artifacts.get('w', 'r', 'a');
    store.artifacts.upload('w', 'u');
    store.artifacts.hasStorageKey('k');
    store.batches.get('w', 'b');
    store.batches.byNumber('w', 1);
    store.batches.numberOf('w', 'b');
    for (const filter of [{}, { createdBy: 'k' }]) store.batches.list('w', filter, page);
    store.batches.files('w', 'b', page);
    store.batches.file('w', 'b', 'n');
    store.batches.countFiles('w', 'b');
    store.batches.partUpload('w', 'u');
    store.batches.parts('w', 'u');
    store.jobs.get('w', 'j');
    store.jobs.open(10);
    store.jobs.hasRows('j');
    store.jobs.releasedFiles(null, 10);
    store.jobs.hasExpiredUploads(0);
    store.records.sets('w', 'r');
    store.records.rows('w', 'r', 'n', { from: 0, limit: 1 });
    store.records.rowsWithOutcomes('w', 'r', 'n', { from: 0, limit: 1 });
    store.records.rowsWithOutcomes('w', 'r', 'n', { from: 0, limit: 1, outcome: 'failed' });
    store.evaluations.get('w', 'r');
    store.verdicts.get('w', 'r');
    store.verdicts.days('w', 'n', { from: 0, to: 1 });
    store.verdicts.judged('w', 'n', { from: 0, to: 1, limit: 10 });
    store.workflows.list('w');
    store.workflows.get('w', 'n');
    store.workflows.get('w', 'n', 'v');
    store.workflows.versions('w', 'n');
    store.access.workspaces();
    store.access.workspace('w');
    store.access.keys('w');
    store.access.keyById('k');
    store.credits.balances('w');
    for (const filter of [{}, { runId: 'r' }, { kinds: ['hold'] }, { after: 1, before: 2 }] as const) {
      for (const cursor of [null, encodeCursor({ at: 1, id: '1' })]) store.credits.entries('w', filter, { limit: 10, cursor });
    }
    store.credits.entry('w', 'e');
    store.credits.plan('w');
    store.credits.quote('w', 'q');
    const [last] = store.dispatch.runnable(Number.MAX_SAFE_INTEGER, 1);
    store.dispatch.runnable(1, 1, last);
    store.dispatch.deadlines(1, 1);
    store.dispatch.running();
    store.dispatch.orphans();
    store.dispatch.liveCounts();
    store.dispatch.stuck(1);
    assert.ok(statements.size > 25);
    for (const sql of statements) {
      assert.deepEqual(fullScans(planOf(db, sql)), [], sql);
      if (sql.includes('FROM ledger_entries')) assert.ok(!planOf(db, sql).some((detail) => detail.includes('TEMP B-TREE')), sql);
    }
  });

  test('name the workspace wherever a client chose the id', async (context) => {
    const { prepare, statements } = await recorded(context);
    const { runs, events, reviews, artifacts, workflows, verdicts, evaluations } = storeOn(prepare);
    for (const filter of filters()) runs.list('w', filter, { limit: 10, cursor: null });
    runs.get('w', 'r');
    runs.output('w', 'r');
    events.after('w', 'r', 0, 10);
    reviews.get('w', 'r');
    artifacts.get('w', 'r', 'p');
    workflows.get('w', 'n');
    verdicts.get('w', 'r');
    verdicts.days('w', 'n', { from: 0, to: 1 });
    verdicts.judged('w', 'n', { from: 0, to: 1, limit: 1 });
    evaluations.get('w', 'r');
    // The tail of a run is reached by the key of a row that was read with its workspace.
    const others = [...statements].filter(
      (sql) => !sql.includes('workspace_id = ') && !sql.includes('FROM run_events WHERE run_key = ? AND seq > ?'),
    );
    assert.deepEqual(others, []);
  });
});

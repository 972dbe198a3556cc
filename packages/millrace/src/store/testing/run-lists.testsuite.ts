import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { MillraceError } from '../../domain/errors.ts';
import { RUN_STATUSES } from '../../domain/run-status.ts';
import type { Run } from '../../domain/run.ts';
import type { RunFilter } from '../run-filter.ts';
import { finished, PAUSED, sleepUntil, STARTED, usage } from './changes.ts';
import { Scenario, WORKSPACE } from './scenario.ts';
import type { RunRef, Setup } from './scenario.ts';

/** Sixty runs that differ in everything a filter can ask for, some of them made in the same millisecond. */
async function manyRuns(s: Scenario): Promise<readonly Run[]> {
  const parent = await s.start({ workflow: 'parent' });
  const refs: RunRef[] = [parent];
  for (let index = 0; index < 60; index++) {
    const id = `run-${(index * 37) % 100}`;
    const lineage = {
      attempt: 1,
      previousRunId: null,
      forkedFrom: null,
      parentRunId: index % 10 === 0 ? parent.runId : null,
      rootRunId: id,
      depth: 0,
      batchId: null,
    };
    const ref = await s.queue({
      id,
      lineage,
      createdAt: 2_000_000 + Math.floor(index / 3) * 10,
      workflow: index % 3 === 0 ? 'import' : 'export',
      version: `v${index % 4}`,
      tags: [index % 2 === 0 ? 'even' : 'odd', `seven-${index % 7}`],
      concurrencyKey: index % 5 === 0 ? 'acme' : null,
    });
    refs.push(ref);
    await advance(s, ref, index);
  }
  return refs.map((ref) => s.run(ref));
}

async function advance(s: Scenario, ref: RunRef, index: number): Promise<void> {
  const kind = index % 6;
  if (kind === 0) return;
  if (kind === 1) await s.make(ref, PAUSED);
  if (kind >= 2) await s.make(ref, STARTED, 1);
  if (kind === 3) await s.make(ref, sleepUntil(9_000_000), 1);
  if (kind === 4) await s.make(ref, finished('completed'), 1);
  if (kind === 5) await s.make(ref, finished('failed'), 1);
}

/** What the filter means, said without an index. */
function matches(run: Run, filter: RunFilter): boolean {
  return (
    (filter.workflow === undefined || run.workflow === filter.workflow) &&
    (filter.version === undefined || run.version === filter.version) &&
    (filter.statuses === undefined || filter.statuses.length === 0 || filter.statuses.includes(run.status)) &&
    (filter.tag === undefined || run.tags.includes(filter.tag)) &&
    (filter.concurrencyKey === undefined || run.concurrencyKey === filter.concurrencyKey) &&
    (filter.parentRunId === undefined || run.lineage.parentRunId === filter.parentRunId) &&
    (filter.createdAfter === undefined || run.createdAt > filter.createdAfter) &&
    (filter.createdBefore === undefined || run.createdAt < filter.createdBefore)
  );
}

/** Every combination of one choice for each part of a filter. */
function allFilters(parentRunId: string): readonly RunFilter[] {
  const choices: readonly (readonly RunFilter[])[] = [
    [{}, { workflow: 'import' }],
    [{}, { version: 'v1' }],
    [{}, { statuses: [] }, { statuses: ['running'] }, { statuses: ['failed', 'queued', 'waiting', 'failed'] }, { statuses: RUN_STATUSES }],
    [{}, { tag: 'even' }],
    [{}, { concurrencyKey: 'acme' }],
    [{}, { parentRunId }],
    [{}, { createdAfter: 2_000_050 }, { createdBefore: 2_000_150 }, { createdAfter: 2_000_020, createdBefore: 2_000_160 }],
  ];
  return choices.reduce<readonly RunFilter[]>(
    (filters, next) => filters.flatMap((filter) => next.map((choice) => ({ ...filter, ...choice }))),
    [{}],
  );
}

function ids(runs: readonly Run[]): readonly string[] {
  return runs.map(({ id }) => id);
}

/** The ids of all pages, each as large as it may be. */
function pageThrough(s: Scenario, filter: RunFilter, limit: number): readonly string[] {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page = s.store.runs.list(WORKSPACE, filter, { limit, cursor });
    assert.ok(page.data.length <= limit);
    found.push(...ids(page.data));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

export function testRunLists(setup: Setup): void {
  describe('a list of runs', () => {
    test('has exactly what matches, newest first, for every combination of filters', async (context) => {
      const s = await Scenario.open(context, setup);
      const runs = await manyRuns(s);
      const newestFirst = runs.toReversed().toSorted((left, right) => right.createdAt - left.createdAt);
      const parentRunId = runs[0]?.id ?? '';
      for (const filter of allFilters(parentRunId)) {
        const expected = newestFirst.filter((run) => matches(run, filter));
        const page = s.store.runs.list(WORKSPACE, filter, { limit: 100, cursor: null });
        assert.deepEqual(ids(page.data), ids(expected), JSON.stringify(filter));
        assert.equal(page.nextCursor, null, JSON.stringify(filter));
        assert.equal(s.store.runs.count(WORKSPACE, filter, 1_000), expected.length, JSON.stringify(filter));
      }
    });

    test('is cut into pages that together have each run once', async (context) => {
      const s = await Scenario.open(context, setup);
      const runs = await manyRuns(s);
      for (const filter of allFilters(runs[0]?.id ?? '')) {
        const whole = ids(s.store.runs.list(WORKSPACE, filter, { limit: 100, cursor: null }).data);
        assert.deepEqual(pageThrough(s, filter, 7), whole, JSON.stringify(filter));
      }
      assert.equal(new Set(pageThrough(s, {}, 1)).size, runs.length);
    });

    test('has a next page only if there is more', async (context) => {
      const s = await Scenario.open(context, setup);
      for (let index = 0; index < 4; index++) await s.queue();
      assert.equal(s.store.runs.list(WORKSPACE, {}, { limit: 4, cursor: null }).nextCursor, null);
      assert.notEqual(s.store.runs.list(WORKSPACE, {}, { limit: 3, cursor: null }).nextCursor, null);
    });

    test('goes on where it was when new runs come in between two pages', async (context) => {
      const s = await Scenario.open(context, setup);
      for (let index = 0; index < 4; index++) await s.queue({ id: `old-${index}` });
      const first = s.store.runs.list(WORKSPACE, {}, { limit: 2, cursor: null });
      await s.queue({ id: 'new' });
      const second = s.store.runs.list(WORKSPACE, {}, { limit: 2, cursor: first.nextCursor });
      assert.deepEqual(
        [ids(first.data), ids(second.data)],
        [
          ['old-3', 'old-2'],
          ['old-1', 'old-0'],
        ],
      );
    });

    test('counts no further than it is asked to', async (context) => {
      const s = await Scenario.open(context, setup);
      for (let index = 0; index < 5; index++) await s.queue({ tags: ['t'] });
      for (const filter of [{}, { tag: 't' }, { tag: 't', workflow: 'import' }]) {
        assert.deepEqual(
          [3, 5, 9].map((upTo) => s.store.runs.count(WORKSPACE, filter, upTo)),
          [3, 5, 5],
        );
      }
    });

    test('shows the latest state of a run whose row is behind its log', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      for (let index = 0; index < 5; index++) await s.make(ref, usage(3), 1);
      const [listed] = s.store.runs.list(WORKSPACE, { statuses: ['running'] }, { limit: 5, cursor: null }).data;
      assert.deepEqual(listed, s.run(ref));
      assert.deepEqual(listed?.costs, { USD: { acme: 15 } });
    });

    test('refuses a cursor that it did not give, in words', async (context) => {
      const s = await Scenario.open(context, setup);
      for (const cursor of [
        '',
        '!',
        'abc',
        '1000000.run',
        Buffer.from('x.y').toString('base64url'),
        `${Buffer.from('1.2').toString('base64')}=`,
      ]) {
        assert.throws(
          () => s.store.runs.list(WORKSPACE, {}, { limit: 5, cursor }),
          (error) => MillraceError.is(error) && error.code === 'invalid_parameter' && error.faults[0]?.pointer === '?cursor',
          JSON.stringify(cursor),
        );
      }
    });

    test('gives the newest run that retries or reruns another', async (context) => {
      const s = await Scenario.open(context, setup);
      const first = await s.queue();
      assert.equal(s.store.runs.next(WORKSPACE, first.runId), null);
      const line = { attempt: 2, parentRunId: null, rootRunId: first.runId, depth: 0, batchId: null };
      const retry = await s.queue({ lineage: { ...line, previousRunId: first.runId, forkedFrom: null } });
      assert.equal(s.store.runs.next(WORKSPACE, first.runId)?.id, retry.runId);
      const rerun = await s.queue({ lineage: { ...line, previousRunId: null, forkedFrom: { runId: first.runId, step: 'load' } } });
      assert.equal(s.store.runs.next(WORKSPACE, first.runId)?.id, rerun.runId);
      assert.equal(s.store.runs.next(WORKSPACE, rerun.runId), null);
    });
  });
}

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import type { Run } from '../../domain/run.ts';
import { sampleRank } from '../../domain/sample-rank.ts';
import type { RunFilter } from '../run-filter.ts';
import { correction, finished, STARTED, verdictGiven } from './changes.ts';
import { Scenario, WORKSPACE } from './scenario.ts';
import type { Setup } from './scenario.ts';

const SAMPLE_KEY = 'a-sample-key';
const VERDICTS = ['correct', 'incorrect', null] as const;

/** Forty-eight runs that differ in where they come from and in what people said about them. */
async function judgedRuns(s: Scenario): Promise<readonly Run[]> {
  await s.catalog({ type: 'workspace.created', workspaceId: WORKSPACE, name: 'w', sampleKey: SAMPLE_KEY });
  const runs: Run[] = [];
  for (let index = 0; index < 48; index++) {
    const id = `run-${(index * 29) % 100}`;
    const line = { attempt: 1, previousRunId: null, forkedFrom: null, parentRunId: null, rootRunId: id, depth: 0 };
    const ref = await s.queue({
      id,
      createdAt: 500_000 + Math.floor(index / 2) * 10,
      workflow: ['import', 'export', 'check'][index % 3] ?? '',
      tags: [index % 2 === 0 ? 'even' : 'odd'],
      lineage: { ...line, batchId: index % 4 === 0 ? 'batch-1' : null },
      example: index % 5 === 0 ? { id: 'ex-1', name: 'Plain' } : null,
      trigger: { type: index % 7 === 0 ? 'schedule' : 'api', actor: index % 3 === 0 ? null : 'key-1', requestId: null },
    });
    if (index % 8 > 0) await s.make(ref, STARTED, 1);
    if (index % 8 > 1) await s.make(ref, finished(index % 2 === 0 ? 'completed' : 'failed'), 1);
    if (index % 8 > 3) {
      const corrections = index % 8 === 7 ? [correction('c1')] : [];
      const different = { verdict: VERDICTS[index % 3] ?? null, status: index % 8 === 4 ? 'open' : 'wont_fix', corrections } as const;
      await s.make(ref, verdictGiven(s.run(ref).seq, different));
    }
    runs.push(s.run(ref));
  }
  return runs;
}

function rankOf({ id }: Run): number {
  return sampleRank(createHmac('sha256', SAMPLE_KEY).update(id).digest());
}

/** What each part of a filter means, said without an index. */
function matches(run: Run, filter: RunFilter): boolean {
  const endedAt = 'finishedAt' in run ? run.finishedAt : null;
  return (
    (filter.ids === undefined || filter.ids.includes(run.id)) &&
    (filter.workflow === undefined || run.workflow === filter.workflow) &&
    (filter.workflows === undefined || filter.workflows.length === 0 || filter.workflows.includes(run.workflow)) &&
    (filter.statuses === undefined || filter.statuses.includes(run.status)) &&
    (filter.tag === undefined || run.tags.includes(filter.tag)) &&
    (filter.trigger === undefined || run.trigger.type === filter.trigger) &&
    (filter.actor === undefined || run.trigger.actor === filter.actor) &&
    (filter.batchId === undefined || run.lineage.batchId === filter.batchId) &&
    (filter.exampleId === undefined || run.example?.id === filter.exampleId) &&
    (filter.completedAfter === undefined || (endedAt !== null && endedAt > filter.completedAfter)) &&
    (filter.completedBefore === undefined || (endedAt !== null && endedAt < filter.completedBefore)) &&
    (filter.verdict === undefined || (run.verdict !== null && run.verdict.verdict === filter.verdict)) &&
    (filter.verdictStatus === undefined || run.verdict?.status === filter.verdictStatus) &&
    (filter.hasVerdict === undefined || (run.verdict !== null) === filter.hasVerdict) &&
    (filter.hasCorrections === undefined || (run.verdict?.corrections ?? 0) > 0 === filter.hasCorrections) &&
    (filter.sampleRate === undefined || rankOf(run) < filter.sampleRate)
  );
}

function choices(runs: readonly Run[]): readonly (readonly RunFilter[])[] {
  const some = runs.filter((_, index) => index % 5 === 1).map(({ id }) => id);
  const ends = runs.flatMap((run) => ('finishedAt' in run ? [run.finishedAt] : [])).toSorted((a, b) => a - b);
  const [early = 0, late = 0] = [ends[Math.floor(ends.length / 4)], ends[Math.floor(ends.length / 2)]];
  return [
    [{ ids: some }, { ids: ['nobody'] }, { ids: [] }],
    [{ workflows: ['import', 'check', 'import'] }, { workflows: [] }, { workflow: 'import', workflows: ['check'] }],
    [{ statuses: ['completed', 'running'] }],
    [{ tag: 'even' }],
    [{ trigger: 'schedule' }],
    [{ actor: 'key-1' }, { actor: null }],
    [{ batchId: 'batch-1' }],
    [{ exampleId: 'ex-1' }],
    [{ completedAfter: early }, { completedBefore: late }, { completedAfter: early, completedBefore: late }],
    [{ verdict: 'correct' }, { verdict: null }],
    [{ verdictStatus: 'open' }],
    [{ hasVerdict: true }, { hasVerdict: false }],
    [{ hasCorrections: true }, { hasCorrections: false }],
    [{ sampleRate: 0 }, { sampleRate: 0.4 }, { sampleRate: 1 }],
  ];
}

/** Each choice alone, and each pair of choices for different parts. */
function pairs(runs: readonly Run[]): readonly RunFilter[] {
  const all = choices(runs);
  const together = all.flatMap((left, index) =>
    all.slice(index + 1).flatMap((right) => left.flatMap((one) => right.map((other) => ({ ...one, ...other })))),
  );
  return [...all.flat(), ...together];
}

const idsOf = (runs: readonly Run[]): readonly string[] => runs.map(({ id }) => id);

export function testFindingLists(setup: Setup): void {
  describe('a list of runs by where they come from and what was found', () => {
    test('has exactly what matches, newest first, for every pair of filters', async (context) => {
      const s = await Scenario.open(context, setup);
      const runs = await judgedRuns(s);
      const newestFirst = runs.toReversed().toSorted((left, right) => right.createdAt - left.createdAt);
      for (const filter of pairs(runs)) {
        const expected = newestFirst.filter((run) => matches(run, filter));
        const page = s.store.runs.list(WORKSPACE, filter, { limit: 100, cursor: null });
        assert.deepEqual(idsOf(page.data), idsOf(expected), JSON.stringify(filter));
        assert.equal(page.nextCursor, null, JSON.stringify(filter));
        assert.equal(s.store.runs.count(WORKSPACE, filter, 1_000), expected.length, JSON.stringify(filter));
      }
    });

    test('is cut into pages that together have each run once', async (context) => {
      const s = await Scenario.open(context, setup);
      const runs = await judgedRuns(s);
      for (const filter of choices(runs).flat()) {
        const found: string[] = [];
        let cursor: string | null = null;
        do {
          const page = s.store.runs.list(WORKSPACE, filter, { limit: 5, cursor });
          found.push(...idsOf(page.data));
          cursor = page.nextCursor;
        } while (cursor !== null);
        assert.deepEqual(found, idsOf(s.store.runs.list(WORKSPACE, filter, { limit: 100, cursor: null }).data), JSON.stringify(filter));
      }
    });

    test('forgets a verdict that was withdrawn', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      await s.make(ref, finished('completed'), 1);
      await s.make(ref, verdictGiven(s.run(ref).seq, { corrections: [correction('c1')] }));
      const count = (filter: RunFilter): number => s.store.runs.count(WORKSPACE, filter, 9);
      assert.deepEqual([count({ hasVerdict: true }), count({ hasCorrections: true }), count({ verdict: 'correct' })], [1, 1, 1]);
      await s.make(ref, { type: 'verdict.withdrawn', basedOn: s.run(ref).seq, actor: null });
      assert.deepEqual([count({ hasVerdict: true }), count({ hasCorrections: true }), count({ verdict: 'correct' })], [0, 0, 0]);
      assert.equal(count({ hasVerdict: false }), 1);
    });

    test('shows nobody the runs of another workspace', async (context) => {
      const s = await Scenario.open(context, setup);
      const runs = await judgedRuns(s);
      for (const filter of choices(runs).flat()) {
        assert.deepEqual(s.store.runs.list('workspace-2', filter, { limit: 100, cursor: null }).data, [], JSON.stringify(filter));
      }
    });
  });
}

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeJson } from '../../domain/json-text.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { artifact, correction, finished, verdictGiven } from './changes.ts';
import { Scenario, WORKSPACE } from './scenario.ts';
import type { QueueOptions, RunRef, Setup } from './scenario.ts';

const DAY = 86_400_000;
const RANGE = { from: 0, to: 100 * DAY };

async function ended(s: Scenario, options: QueueOptions = {}): Promise<RunRef> {
  const ref = await s.start(options);
  await s.make(ref, finished('completed', { total: 1 }), 1);
  return ref;
}

async function judge(s: Scenario, ref: RunRef, different: Partial<Verdict> = {}): Promise<void> {
  await s.make(ref, verdictGiven(s.run(ref).seq, different));
}

export function testVerdicts(setup: Setup): void {
  describe('a verdict', () => {
    test('is read as it was given, and as it was given last', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await ended(s);
      assert.equal(s.store.verdicts.get(WORKSPACE, ref.runId), null);
      const corrections = [correction('c1'), correction('c2')];
      await judge(s, ref, { verdict: 'incorrect', status: 'open', note: 'Wrong.', correctedOutput: encodeJson({ total: 2 }), corrections });
      const verdict = s.store.verdicts.get(WORKSPACE, ref.runId);
      assert.deepEqual([verdict?.verdict, verdict?.status, verdict?.note, verdict?.reviewedBy], ['incorrect', 'open', 'Wrong.', 'key-1']);
      assert.deepEqual([verdict?.correctedOutput, verdict?.corrections], ['{"total":2}', corrections]);
      assert.deepEqual(s.run(ref).verdict, { verdict: 'incorrect', status: 'open', hasNote: true, corrections: 2 });
      await judge(s, ref, { verdict: null });
      assert.deepEqual([s.store.verdicts.get(WORKSPACE, ref.runId)?.verdict, s.run(ref).verdict?.corrections], [null, 0]);
    });

    test('is gone when it is withdrawn', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await ended(s);
      await judge(s, ref);
      await s.make(ref, { type: 'verdict.withdrawn', basedOn: s.run(ref).seq, actor: null });
      assert.deepEqual([s.store.verdicts.get(WORKSPACE, ref.runId), s.run(ref).verdict], [null, null]);
    });

    test('leaves the output and the status of its run as they were', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await ended(s);
      const before = s.run(ref);
      await judge(s, ref);
      assert.equal(s.store.runs.output(WORKSPACE, ref.runId), '{"total":1}');
      assert.deepEqual([s.run(ref).status, s.run(ref).seq, s.run(ref).finishedSeq], ['completed', before.seq + 1, before.seq]);
    });

    test('is refused for a run that goes on, and when the run has changed since', async (context) => {
      const s = await Scenario.open(context, setup);
      const running = await s.start();
      assert.deepEqual(await s.refuse(running, verdictGiven(2)), { kind: 'wrong_status', status: 'running' });
      const ref = await ended(s);
      const { seq } = s.run(ref);
      await judge(s, ref);
      assert.deepEqual(await s.refuse(ref, verdictGiven(seq)), { kind: 'outdated', seq: seq + 1 });
    });

    test('belongs to the workspace of its run', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await ended(s);
      await judge(s, ref);
      assert.equal(s.store.verdicts.get('workspace-2', ref.runId), null);
      assert.deepEqual(s.store.verdicts.days('workspace-2', 'import', RANGE), []);
      assert.deepEqual(s.store.verdicts.judged('workspace-2', 'import', { ...RANGE, limit: 9 }), []);
    });
  });

  describe('the health of a workflow', () => {
    test('counts finished and judged runs by the day of their creation', async (context) => {
      const s = await Scenario.open(context, setup);
      const on = async (day: number, verdict: Verdict['verdict'] | undefined, workflow = 'import'): Promise<void> => {
        const ref = await ended(s, { createdAt: day * DAY + 5, workflow });
        if (verdict !== undefined) await judge(s, ref, { verdict });
      };
      for (const verdict of ['correct', 'correct', 'incorrect', null, undefined] as const) await on(3, verdict);
      await on(4, undefined);
      await on(5, 'correct');
      await on(5, 'incorrect', 'export');
      await s.start({ createdAt: 5 * DAY });
      assert.deepEqual(s.store.verdicts.days(WORKSPACE, 'import', { from: 3 * DAY, to: 5 * DAY }), [
        { day: 3 * DAY, finished: 5, correct: 2, incorrect: 1, unjudged: 1 },
        { day: 4 * DAY, finished: 1, correct: 0, incorrect: 0, unjudged: 0 },
      ]);
      assert.deepEqual(
        s.store.verdicts.days(WORKSPACE, 'import', RANGE).map(({ day, finished: runs }) => [day / DAY, runs]),
        [
          [3, 5],
          [4, 1],
          [5, 1],
        ],
      );
    });

    test('knows the newest judged runs, oldest of them first', async (context) => {
      const s = await Scenario.open(context, setup);
      const refs: RunRef[] = [];
      for (const [index, verdict] of (['incorrect', 'correct', null, 'correct'] as const).entries()) {
        const ref = await ended(s, { createdAt: index * DAY });
        await judge(s, ref, { verdict });
        refs.push(ref);
      }
      const judged = (limit: number): readonly string[] =>
        s.store.verdicts
          .judged(WORKSPACE, 'import', { ...RANGE, limit })
          .map(({ runId, verdict }) => `${refs.findIndex((ref) => ref.runId === runId)} ${verdict}`);
      assert.deepEqual(judged(9), ['0 incorrect', '1 correct', '3 correct']);
      assert.deepEqual(judged(2), ['1 correct', '3 correct']);
    });
  });

  describe('an expected file', () => {
    const FILE = {
      id: 'x',
      path: 'expected/a.csv',
      role: 'expected',
      step: null,
      mediaType: 'text/csv',
      sizeBytes: 3,
      sha256: 'ab',
      storageKey: 'k1',
    } as const;

    test('is an artifact of its run that can be replaced, renamed and removed', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start();
      await s.make(ref, artifact('a.csv'), 1);
      await s.make(ref, finished('completed'), 1);
      const seq = (): number => s.run(ref).seq;
      const paths = (): readonly string[] => s.store.artifacts.list(WORKSPACE, ref.runId).map(({ path, role }) => `${path} ${role}`);
      await s.make(ref, { type: 'expected-file.added', basedOn: seq(), actor: null, artifact: FILE });
      assert.deepEqual(paths(), ['a.csv output', 'expected/a.csv expected']);
      await s.make(ref, { type: 'expected-file.added', basedOn: seq(), actor: null, artifact: { ...FILE, storageKey: 'k2' } });
      assert.equal(s.store.artifacts.get(WORKSPACE, ref.runId, FILE.path)?.storageKey, 'k2');
      assert.equal(s.store.artifacts.hasStorageKey('k1'), false);
      await s.make(ref, { type: 'expected-file.renamed', basedOn: seq(), actor: null, from: FILE.path, to: 'expected/b.csv' });
      assert.deepEqual(paths(), ['a.csv output', 'expected/b.csv expected']);
      await s.make(ref, { type: 'expected-file.removed', basedOn: seq(), actor: null, path: 'expected/b.csv' });
      assert.deepEqual(paths(), ['a.csv output']);
      assert.equal(s.run(ref).artifacts, 1);
    });
  });

  describe('an evaluation', () => {
    test('is read as it was recorded with the end of its run, also after a verdict', async (context) => {
      const s = await Scenario.open(context, setup);
      const ref = await s.start({ example: { id: 'e1', name: 'Plain' } });
      assert.equal(s.store.evaluations.get(WORKSPACE, ref.runId), null);
      const evaluation = { score: 0.5, passed: false, passThreshold: 0.7, evaluators: [] };
      const recorded = { type: 'evaluation.recorded', score: 0.5, passed: false, payload: encodeJson(evaluation) } as const;
      const result = await s.journal.commit([s.commitOf(ref, recorded, 1), s.commitOf(ref, finished('completed'), 1)]);
      assert.ok(result.ok);
      await judge(s, ref);
      assert.deepEqual(s.store.evaluations.get(WORKSPACE, ref.runId), evaluation);
      assert.equal(s.store.evaluations.get('workspace-2', ref.runId), null);
      assert.deepEqual(s.run(ref).evaluation, { score: 0.5, passed: false });
      assert.deepEqual(s.run(ref).example, { id: 'e1', name: 'Plain' });
    });

    test('is not there for a run that ended without one', async (context) => {
      const s = await Scenario.open(context, setup);
      assert.equal(s.store.evaluations.get(WORKSPACE, (await ended(s)).runId), null);
    });
  });
}

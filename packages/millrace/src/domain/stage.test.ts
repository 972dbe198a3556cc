import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS } from './limits.ts';
import { changeStage, checkStages, closeStages, declareStages } from './stage.ts';
import type { StageState, StageStatus } from './stage.ts';

const declared = declareStages([
  { name: 'read', title: 'Read', weight: 2 },
  { name: 'write', title: 'Write', weight: 1 },
]);

function timesOf(stage: StageState | undefined): readonly unknown[] {
  return [stage?.status, stage?.startedAt, stage?.finishedAt];
}

test('declared stages are pending, in their order', () => {
  assert.deepEqual(declared, [
    { name: 'read', title: 'Read', weight: 2, status: 'pending', startedAt: null, finishedAt: null },
    { name: 'write', title: 'Write', weight: 1, status: 'pending', startedAt: null, finishedAt: null },
  ]);
});

test('a stage runs and completes while the others stay as they are', () => {
  const running = changeStage(declared, 'read', 'running', 10);
  assert.deepEqual(timesOf(running[0]), ['running', 10, null]);
  assert.equal(running[1], declared[1]);
  assert.deepEqual(timesOf(changeStage(running, 'read', 'running', 15)[0]), ['running', 10, null]);
  assert.deepEqual(timesOf(changeStage(running, 'read', 'completed', 20)[0]), ['completed', 10, 20]);
});

test('a stage that ended changes only by being entered again, and keeps its first start', () => {
  const completed = changeStage(changeStage(declared, 'read', 'running', 10), 'read', 'completed', 20);
  for (const status of ['pending', 'failed', 'skipped', 'cancelled', 'completed'] as const) {
    assert.deepEqual(timesOf(changeStage(completed, 'read', status, 30)[0]), ['completed', 10, 20], status);
  }
  assert.deepEqual(timesOf(changeStage(completed, 'read', 'running', 30)[0]), ['running', 10, null]);
});

test('a stage that ends without having begun has a start only when work was done in it', () => {
  const cases: readonly (readonly [StageStatus, number | null])[] = [
    ['completed', 5],
    ['failed', 5],
    ['skipped', null],
    ['cancelled', null],
  ];
  for (const [status, startedAt] of cases) {
    assert.deepEqual(timesOf(changeStage(declared, 'read', status, 5)[0]), [status, startedAt, 5]);
  }
});

test('a stage that was not declared is added without weight, up to the limit', () => {
  const added = changeStage(declared, 'check', 'running', 10);
  assert.deepEqual(added[2], { name: 'check', title: 'check', weight: 0, status: 'running', startedAt: 10, finishedAt: null });
  const names = Array.from({ length: LIMITS.stagesPerRun }, (_, index) => `stage ${index}`);
  const full = names.reduce<readonly StageState[]>((stages, name) => changeStage(stages, name, 'running', 1), []);
  assert.equal(full.length, LIMITS.stagesPerRun);
  assert.equal(changeStage(full, 'one more', 'running', 2), full);
  assert.equal(changeStage(full, 'stage 0', 'completed', 2)[0]?.status, 'completed');
});

test('when a run ends, running stages end as it did and pending ones never happened', () => {
  const stages = changeStage(changeStage(declared, 'done', 'completed', 1), 'read', 'running', 2);
  const after = (ended: 'completed' | 'failed' | 'cancelled'): readonly unknown[] =>
    closeStages(stages, ended, 9).map((stage) => stage.status);
  assert.deepEqual(after('completed'), ['completed', 'skipped', 'completed']);
  assert.deepEqual(after('failed'), ['failed', 'skipped', 'completed']);
  assert.deepEqual(after('cancelled'), ['cancelled', 'cancelled', 'completed']);
  assert.deepEqual(
    closeStages(stages, 'failed', 9).map((stage) => stage.finishedAt),
    [9, null, 1],
  );
});

test('a declaration names each stage once and gives it a weight that can be added up', () => {
  const stage = { name: 'read', title: 'Read', weight: 0 };
  assert.deepEqual(checkStages([stage]), { ok: true, value: [stage] });
  assert.equal(checkStages([stage, { ...stage, name: 'n'.repeat(LIMITS.nameLength) }]).ok, true);
  const wrong: readonly (readonly [Partial<typeof stage>, RegExp])[] = [
    [{}, /"read" is declared twice/],
    [{ name: '' }, /name "" must have 1 to 128/],
    [{ name: 'n'.repeat(LIMITS.nameLength + 1) }, /must have 1 to 128/],
    [{ name: 'b', weight: -1 }, /weight of stage "b" is -1/],
    [{ name: 'b', weight: Number.NaN }, /weight of stage "b" is NaN/],
  ];
  for (const [change, problem] of wrong) {
    const checked = checkStages([stage, { ...stage, ...change }]);
    assert.match(checked.ok ? '' : checked.problem, problem);
  }
});

test('a workflow declares stages up to the limit', () => {
  const stages = Array.from({ length: LIMITS.stagesPerRun + 1 }, (_, index) => ({ name: `s${index}`, title: '', weight: 1 }));
  assert.equal(checkStages(stages.slice(1)).ok, true);
  assert.deepEqual(checkStages(stages), { ok: false, problem: '101 stages are declared; at most 100 are allowed.' });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ArtifactEntry, RunChange } from './change.ts';
import { LIMITS } from './limits.ts';
import type { Run } from './run.ts';
import { after, finish, OWNER, queuedRun, refusal, runningRun } from './testing/sample-run.ts';

const EXAMPLE = { id: 'ex-1', name: 'Plain' };

function ended(status: 'completed' | 'failed' | 'cancelled' = 'completed'): Run {
  return after(runningRun(), finish(status), OWNER);
}

function given(basedOn: number, note: string | null = null): RunChange {
  const closing = { closedBy: null, closedAt: null, closedNote: null };
  const verdict = { verdict: 'incorrect', status: 'open', note, reviewedBy: 'ann', reviewedAt: 1, createdAt: 1, updatedAt: 1 } as const;
  return { type: 'verdict.given', basedOn, corrections: 2, verdict: { ...verdict, ...closing }, payload: null };
}

const ARTIFACT: ArtifactEntry = {
  id: 'a',
  path: 'expected/a.csv',
  role: 'expected',
  step: null,
  mediaType: 'text/csv',
  sizeBytes: 1,
  sha256: 'ab',
  storageKey: 'k',
};

function fileChanges(basedOn: number): readonly RunChange[] {
  return [
    { type: 'expected-file.added', basedOn, actor: null, artifact: ARTIFACT },
    { type: 'expected-file.renamed', basedOn, actor: null, from: 'expected/a.csv', to: 'expected/b.csv' },
    { type: 'expected-file.removed', basedOn, actor: null, path: 'expected/b.csv' },
  ];
}

test('a run shows what was said about it, and again nothing when that is taken back', () => {
  const run = ended();
  const judged = after(run, given(run.seq, 'Wrong total.'));
  assert.deepEqual(judged.verdict, { verdict: 'incorrect', status: 'open', hasNote: true, corrections: 2 });
  assert.equal(after(judged, given(judged.seq)).verdict?.hasNote, false);
  const withdrawn = after(judged, { type: 'verdict.withdrawn', basedOn: judged.seq, actor: null });
  assert.equal(withdrawn.verdict, null);
});

test('what is found about a run changes its seq and its time of change, and nothing else of it', () => {
  for (const status of ['completed', 'failed', 'cancelled'] as const) {
    const run = ended(status);
    for (const change of fileChanges(run.seq)) {
      assert.deepEqual(after(run, change), { ...run, seq: run.seq + 1, updatedAt: run.updatedAt + 10 });
    }
    const { verdict: _verdict, ...judged } = after(run, given(run.seq));
    const { verdict: _none, ...before } = run;
    assert.deepEqual(judged, { ...before, seq: run.seq + 1, updatedAt: run.updatedAt + 10 });
  }
});

test('only a run that has ended is judged', () => {
  for (const run of [queuedRun(), runningRun()]) {
    assert.equal(refusal(run, given(run.seq)), 'wrong_status');
    for (const change of fileChanges(run.seq)) assert.equal(refusal(run, change), 'wrong_status');
  }
});

test('only somebody who has seen the run as it is may judge it', () => {
  const run = ended();
  const judged = after(run, given(run.seq));
  assert.equal(refusal(judged, given(run.seq)), 'outdated');
  assert.equal(refusal(judged, { type: 'verdict.withdrawn', basedOn: judged.seq + 1, actor: null }), 'outdated');
  assert.equal(refusal(judged, given(judged.seq)), null);
});

test('a run that has ended takes no other change than these', () => {
  const run = ended();
  assert.equal(refusal(run, finish('failed')), 'wrong_status');
  assert.equal(refusal(run, { type: 'artifact.recorded', op: null, artifact: ARTIFACT }), 'wrong_status');
});

test('there is an end to what a run takes after its end', () => {
  const run = ended();
  const last = { ...run, seq: run.seq + LIMITS.changesAfterEnd - 1 };
  assert.equal(refusal(last, given(last.seq)), null);
  const full = { ...run, seq: run.seq + LIMITS.changesAfterEnd };
  assert.equal(refusal(full, given(full.seq)), 'limit_exceeded');
  const ofAnOlderRelease = { ...full, finishedSeq: null };
  assert.equal(refusal(ofAnOlderRelease, given(full.seq)), null);
});

test('a run keeps the seq of its end', () => {
  const run = ended();
  assert.equal(run.finishedSeq, run.seq);
  assert.equal(after(run, given(run.seq)).finishedSeq, run.seq);
  assert.equal(runningRun().finishedSeq, null);
});

test('a run of an example has the score that was recorded, 0 when it failed, and none when it was cancelled', () => {
  const run = runningRun({ example: EXAMPLE });
  const scored = after(run, { type: 'evaluation.recorded', score: 0.9, passed: true, payload: null }, OWNER);
  assert.deepEqual(after(scored, finish('completed'), OWNER).evaluation, { score: 0.9, passed: true });
  assert.deepEqual(after(run, finish('failed'), OWNER).evaluation, { score: 0, passed: false });
  assert.equal(after(run, finish('cancelled'), OWNER).evaluation, null);
  assert.equal(after(runningRun(), finish('failed'), OWNER).evaluation, null);
});

test('a full log takes the score as it takes the end', () => {
  const run = { ...runningRun({ example: EXAMPLE }), seq: LIMITS.changesPerRun };
  assert.equal(refusal(run, { type: 'evaluation.recorded', score: 1, passed: true, payload: null }, OWNER), null);
  assert.equal(
    refusal(run, { type: 'log.written', op: null, level: 'info', message: '', step: null, fields: {} }, OWNER),
    'limit_exceeded',
  );
});

test('how a run will be scored is fixed before it starts, and never afterwards', () => {
  const planned: RunChange = { type: 'evaluation.planned', plan: { evaluators: [], passThreshold: 1 }, payload: null };
  assert.equal(refusal(queuedRun(), planned), null);
  assert.equal(refusal(runningRun(), planned), 'stale_owner');
});

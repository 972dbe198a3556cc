import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evidence, LoggedEvent, SeenEvent, SeenStatus } from './evidence.ts';
import type { Finding } from './finding.ts';
import { judge } from './judge.ts';
import { effect, soundEvidence, withRun } from './sound-evidence.ts';

/** Asserts that the only findings are of that kind and say that. */
function assertFinds(evidence: Evidence, kind: Finding['kind'], words: RegExp): void {
  const { findings } = judge(evidence);
  assert.notEqual(findings.length, 0, 'the planted violation was not found');
  assert.ok(
    findings.some((found) => found.kind === kind && words.test(found.what)),
    JSON.stringify(findings),
  );
}

function renumbered(events: readonly LoggedEvent[]): readonly LoggedEvent[] {
  return events.map((event, index) => ({ ...event, seq: index + 1 }));
}

function seeing(...answers: readonly SeenStatus[]): Evidence {
  const evidence = soundEvidence();
  return { ...evidence, seen: { ...evidence.seen, polls: [{ runId: 'run-a', answers }] } };
}

function streaming(change: (events: readonly SeenEvent[]) => readonly SeenEvent[]): Evidence {
  const evidence = soundEvidence();
  const streams = evidence.seen.streams.map(({ runId, events }) => ({ runId, events: change(events) }));
  return { ...evidence, seen: { ...evidence.seen, streams } };
}

test('sound evidence has no finding, and its duplicate is explained by the kill between effect and record', () => {
  const verdict = judge(soundEvidence());
  assert.deepEqual(verdict.findings, []);
  assert.deepEqual([...verdict.attributed], [['T3', 1]]);
});

test('an acknowledged run that does not exist is lost', () => {
  const evidence = soundEvidence();
  assertFinds(
    { ...evidence, stored: { ...evidence.stored, runs: evidence.stored.runs.filter(({ id }) => id !== 'run-a') } },
    'lost',
    /acknowledged and there is no such run/,
  );
});

test('a run that never ended is lost', () => {
  const evidence = withRun(soundEvidence(), 'run-a', (run) => ({ ...run, status: 'queued', seq: 4, events: run.events.slice(0, 4) }));
  assertFinds(evidence, 'lost', /never ended/);
});

test('a wrong answer is a loss', () => {
  assertFinds(
    withRun(soundEvidence(), 'run-a', (run) => ({ ...run, answer: 1 })),
    'lost',
    /answered 1 instead of/,
  );
});

test('two runs for one idempotency key are found, whether a client saw both or not', () => {
  const evidence = soundEvidence();
  const [first, ...rest] = evidence.acknowledged.starts;
  assert.ok(first !== undefined);
  const starts = [{ ...first, runIds: ['run-a', 'run-x'] }, ...rest];
  assertFinds({ ...evidence, acknowledged: { ...evidence.acknowledged, starts } }, 'illegal', /were answered with run-a, run-x/);
  assertFinds(
    withRun(evidence, 'run-c', (run) => ({ ...run, key: 'a' })),
    'illegal',
    /2 runs were stored for key a/,
  );
});

test('an effect after its step was recorded in an earlier life is a re-execution', () => {
  const evidence = soundEvidence();
  const boots = [...evidence.boots, { pid: 103, spawnedAt: 9100, readyAt: 9200, endedAt: 9900, end: 'clean' }];
  assertFinds(
    { ...evidence, boots, effects: [...evidence.effects, effect(6, 103, 'run-a', 'send')] },
    're-executed',
    /happened after its step was recorded/,
  );
});

test('an effect that happens twice in one life is not explained by any kill', () => {
  const evidence = soundEvidence();
  assertFinds({ ...evidence, effects: [...evidence.effects, effect(6, 102, 'run-a', 'tell')] }, 'unattributed', /no kill in between/);
});

test('an at-most-once step has no second effect, not even after a kill', () => {
  const evidence = soundEvidence();
  assertFinds(
    { ...evidence, effects: [effect(0, 101, 'run-c', 'pay'), ...evidence.effects] },
    're-executed',
    /at-most-once step pay had 2 effects/,
  );
});

test('a step that is recorded without its effect is a loss', () => {
  const evidence = soundEvidence();
  assertFinds({ ...evidence, effects: evidence.effects.filter(({ step }) => step !== 'tell') }, 'lost', /its effect never happened/);
});

test('effect ids that change between attempts or are shared by steps are found', () => {
  const evidence = soundEvidence();
  const relabelled = (sequence: number, effectId: string): Evidence => ({
    ...evidence,
    effects: evidence.effects.map((one) => (one.sequence === sequence ? { ...one, effectId } : one)),
  });
  assertFinds(relabelled(2, 'other'), 'illegal', /sent effect id other after/);
  assertFinds(relabelled(3, 'run-a:send'), 'illegal', /share effect id/);
});

test('a gap, a repeat and a missing end of a log are found', () => {
  const gap = withRun(soundEvidence(), 'run-a', (run) => ({ ...run, events: run.events.toSpliced(2, 1) }));
  assertFinds(gap, 'illegal', /event 3 of its log has seq 4/);
  const repeat = withRun(soundEvidence(), 'run-a', (run) => ({
    ...run,
    events: run.events.flatMap((event) => (event.seq === 6 ? [event, event] : [event])),
  }));
  assertFinds(repeat, 'illegal', /event 7 of its log has seq 6/);
  const short = withRun(soundEvidence(), 'run-a', (run) => ({ ...run, seq: 12 }));
  assertFinds(short, 'illegal', /its seq is 12 and its log has 9 events/);
});

test('a move that the table does not allow is found', () => {
  const afterEnd = withRun(soundEvidence(), 'run-b', (run) => ({
    ...run,
    seq: 6,
    events: renumbered([...run.events, { seq: 6, at: 1350, type: 'run.started', fact: null }]),
  }));
  assertFinds(afterEnd, 'illegal', /event 6 \(run.started\) is no legal move/);
  const startedTwice = withRun(soundEvidence(), 'run-a', (run) => ({ ...run, seq: 8, events: renumbered(run.events.toSpliced(3, 1)) }));
  assertFinds(startedTwice, 'illegal', /event 4 \(run.started\) is no legal move/);
});

test('a row that does not agree with its log is found', () => {
  assertFinds(
    withRun(soundEvidence(), 'run-b', (run) => ({ ...run, status: 'completed' })),
    'illegal',
    /its log ends as cancelled and its row says completed/,
  );
});

test('a step that is recorded twice is a re-execution', () => {
  const twice = withRun(soundEvidence(), 'run-a', (run) => ({
    ...run,
    seq: 10,
    events: renumbered(run.events.flatMap((event) => (event.seq === 6 ? [event, event] : [event]))),
  }));
  assertFinds(twice, 're-executed', /step send was recorded again by event 7/);
});

test('a reader who sees a seq fall, an end change, or something that is not durable is heard', () => {
  assertFinds(seeing({ seq: 4, status: 'queued' }, { seq: 2, status: 'running' }), 'illegal', /saw seq 2 after 4/);
  assertFinds(seeing({ seq: 9, status: 'completed' }, { seq: 9, status: 'failed' }), 'illegal', /saw failed at 9 after completed at 9/);
  assertFinds(seeing({ seq: 10, status: 'completed' }), 'lost', /saw seq 10 and its log ends at 9/);
  assertFinds(seeing({ seq: 3, status: 'waiting' }), 'illegal', /saw waiting at 3, where the log says running/);
});

test('a stream with a gap, a repeat, another event or an early end is found', () => {
  assertFinds(
    streaming((events) => events.toSpliced(1, 1)),
    'illegal',
    /event 2 of its stream has id 3/,
  );
  assertFinds(
    streaming((events) => events.flatMap((event) => (event.seq === 2 ? [event, event] : [event]))),
    'illegal',
    /event 3 of its stream has id 2/,
  );
  assertFinds(
    streaming((events) => events.map((event) => (event.seq === 2 ? { ...event, type: 'run.paused' } : event))),
    'illegal',
    /streamed as run.paused and logged as run.started/,
  );
  assertFinds(
    streaming((events) => events.slice(0, 3)),
    'illegal',
    /its stream ended after 3 of 5 events/,
  );
});

test('an acknowledged signal, decision or cancel that did not come true is found', () => {
  const evidence = soundEvidence();
  const acknowledging = (more: Partial<Evidence['acknowledged']>): Evidence => ({
    ...evidence,
    acknowledged: { ...evidence.acknowledged, ...more },
  });
  assertFinds(acknowledging({ signals: [{ runId: 'run-b', name: 'on' }] }), 'lost', /signal on was acknowledged/);
  assertFinds(
    acknowledging({ decisions: [{ runId: 'run-a', reviewId: 'v1', decision: 'approved' }] }),
    'lost',
    /decision approved of review v1 was acknowledged/,
  );
  assertFinds(
    acknowledging({ cancels: [{ runId: 'run-a', answer: 'done' }] }),
    'illegal',
    /its cancel was answered as done and it is completed/,
  );
});

test('a review that is decided twice is found', () => {
  const decided = { kind: 'decided', reviewId: 'v1', decision: 'approved' } as const;
  const twice = withRun(soundEvidence(), 'run-b', (run) => ({
    ...run,
    events: run.events.map((event) => (event.seq === 3 || event.seq === 4 ? { ...event, fact: decided } : event)),
  }));
  assertFinds(twice, 'illegal', /decided more than once/);
});

test('an orphan file, a row without file and a damaged file are found', () => {
  const evidence = soundEvidence();
  const holding = (files: Evidence['stored']['files']): Evidence => ({ ...evidence, stored: { ...evidence.stored, files } });
  assertFinds(holding([...evidence.stored.files, { storageKey: 'k2', sizeBytes: 1, sha256: 'bb' }]), 'illegal', /file k2 has no row/);
  assertFinds(holding([]), 'lost', /artifact k1 has a row and no file/);
  assertFinds(holding([{ storageKey: 'k1', sizeBytes: 3, sha256: 'bb' }]), 'lost', /does not hold what its row says/);
});

test('a child that did not complete under a parent that did is found', () => {
  const evidence = withRun(soundEvidence(), 'run-b', (run) => ({ ...run, parentRunId: 'run-a' }));
  assertFinds(evidence, 'illegal', /it is cancelled and its parent run-a completed/);
});

function movingCredits(entries: readonly (readonly [runId: string, kind: string, amount: number])[], spent: number): Evidence {
  const evidence = soundEvidence();
  const ledger = {
    entries: entries.map(([runId, kind, amount]) => ({ runId, kind, amount })),
    balances: { available: -spent, held: 0, spent },
  };
  return { ...evidence, stored: { ...evidence.stored, ledger } };
}

test('a run that ended and still holds credits is a loss', () => {
  assertFinds(movingCredits([['run-a', 'hold', 8]], 0), 'lost', /moved as \[hold 8\] instead of/);
});

test('a run that is charged twice, or more than it used, is found', () => {
  const twice = [
    ['run-a', 'hold', 8],
    ['run-a', 'capture', 7],
    ['run-a', 'release', 1],
    ['run-a', 'capture', 7],
  ] as const;
  assertFinds(movingCredits(twice, 14), 'illegal', /instead of \[hold 8, capture 7, release 1\]/);
  assertFinds(
    movingCredits(
      [
        ['run-a', 'hold', 8],
        ['run-a', 'capture', 8],
      ],
      8,
    ),
    'lost',
    /capture 8/,
  );
});

test('credits that move for nobody, and balances that do not add up, are found', () => {
  const sound = [
    ['run-a', 'hold', 8],
    ['run-a', 'capture', 7],
    ['run-a', 'release', 1],
  ] as const;
  assertFinds(movingCredits([...sound, ['run-z', 'hold', 1]], 7), 'illegal', /a run that does not exist/);
  assertFinds(movingCredits(sound, 8), 'illegal', /spent is 8 and its entries add up to 7/);
});

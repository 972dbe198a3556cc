import { RIGHT_ANSWERS } from '../right-answer.ts';
import type { Evidence, LoggedEvent, LoggedFact, StoredRun } from './evidence.ts';

const N = 4;

/** A small crash test in which everything is as promised: one kill between the effect of `send` and its record. */
export function soundEvidence(): Evidence {
  return {
    boots: [
      { pid: 101, spawnedAt: 1000, readyAt: 1100, endedAt: 2000, end: 'T3' },
      { pid: 102, spawnedAt: 2100, readyAt: 2200, endedAt: 9000, end: 'clean' },
    ],
    acknowledged: {
      starts: [
        { key: 'a', workflow: 'chain', n: N, runIds: ['run-a', 'run-a'], mustComplete: true },
        { key: 'b', workflow: 'asker', n: N, runIds: ['run-b'], mustComplete: false },
        { key: 'c', workflow: 'once', n: N, runIds: ['run-c'], mustComplete: true },
      ],
      signals: [{ runId: 'run-b', name: 'go' }],
      decisions: [],
      cancels: [{ runId: 'run-b', answer: 'done' }],
    },
    seen: {
      polls: [
        {
          runId: 'run-a',
          answers: [
            { seq: 1, status: 'queued' },
            { seq: 4, status: 'queued' },
            { seq: 9, status: 'completed' },
          ],
        },
      ],
      streams: [{ runId: 'run-b', events: cancelledRun().events.map(({ seq, type }) => ({ seq, type })) }],
    },
    effects: [
      effect(1, 101, 'run-a', 'send'),
      effect(2, 102, 'run-a', 'send'),
      effect(3, 102, 'run-a', 'tell'),
      effect(4, 102, 'run-c', 'first'),
      effect(5, 102, 'run-c', 'pay'),
    ],
    stored: {
      runs: [chainRun(), cancelledRun(), onceRun()],
      artifacts: [{ runId: 'run-a', storageKey: 'k1', sizeBytes: 3, sha256: 'aa' }],
      files: [{ storageKey: 'k1', sizeBytes: 3, sha256: 'aa' }],
      ledger: {
        entries: [
          { runId: 'run-a', kind: 'hold', amount: 8 },
          { runId: 'run-a', kind: 'capture', amount: 7 },
          { runId: 'run-a', kind: 'release', amount: 1 },
        ],
        balances: { available: -7, held: 0, spent: 7 },
      },
    },
  };
}

/** The same evidence with one stored run changed. */
export function withRun(evidence: Evidence, id: string, change: (run: StoredRun) => StoredRun): Evidence {
  const runs = evidence.stored.runs.map((run) => (run.id === id ? change(run) : run));
  return { ...evidence, stored: { ...evidence.stored, runs } };
}

export function effect(sequence: number, pid: number, runId: string, step: string): Evidence['effects'][number] {
  return { sequence, at: 0, pid, runId, step, item: null, effectId: `${runId}:${step}`, attempt: 1 };
}

function log(...entries: readonly (readonly [type: string, at: number, fact?: LoggedFact])[]): readonly LoggedEvent[] {
  return entries.map(([type, at, fact], index) => ({ seq: index + 1, at, type, fact: fact ?? null }));
}

function completed(step: string): LoggedFact {
  return { kind: 'completed', step, items: [null] };
}

function chainRun(): StoredRun {
  const events = log(
    ['run.queued', 1200],
    ['run.started', 1210],
    ['step.completed', 1220, completed('double')],
    ['run.recovered', 2150],
    ['run.started', 2210],
    ['step.completed', 2220, completed('send')],
    ['step.completed', 2230, completed('tell')],
    ['step.completed', 2240, completed('close')],
    ['run.finished', 2250, { kind: 'finished', status: 'completed' }],
  );
  const chain = stored({ id: 'run-a', workflow: 'chain', key: 'a', status: 'completed', answer: RIGHT_ANSWERS.chain(N), events });
  return { ...chain, held: 8, used: 7 };
}

function cancelledRun(): StoredRun {
  const events = log(
    ['run.queued', 1300],
    ['run.started', 1310],
    ['run.waiting', 1320],
    ['signal.received', 1330, { kind: 'signal', name: 'go' }],
    ['run.finished', 1340, { kind: 'finished', status: 'cancelled' }],
  );
  return stored({ id: 'run-b', workflow: 'asker', key: 'b', status: 'cancelled', answer: null, events });
}

function onceRun(): StoredRun {
  const events = log(
    ['run.queued', 2300],
    ['run.started', 2310],
    ['step.completed', 2320, completed('first')],
    ['step.started', 2330],
    ['step.completed', 2340, completed('pay')],
    ['run.finished', 2350, { kind: 'finished', status: 'completed' }],
  );
  return stored({ id: 'run-c', workflow: 'once', key: 'c', status: 'completed', answer: RIGHT_ANSWERS.once(N), events });
}

function stored(run: Pick<StoredRun, 'id' | 'workflow' | 'key' | 'status' | 'answer' | 'events'>): StoredRun {
  return { ...run, n: N, reason: 'finished', seq: run.events.length, parentRunId: null, held: 0, used: 0 };
}

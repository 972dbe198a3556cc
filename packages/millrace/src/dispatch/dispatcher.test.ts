import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { committedRun } from '../journal/committed-run.ts';
import { openWriter } from '../store/sqlite/database.ts';
import { SqliteJournalWriter } from '../store/sqlite/journal-writer.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import { finished, sleepUntil, STARTED } from '../store/testing/changes.ts';
import { Scenario, until, type RunRef } from '../store/testing/scenario.ts';
import { WriterJournal } from '../store/testing/writer-journal.ts';
import { Dispatcher } from './dispatcher.ts';
import type { Claim } from '../domain/claim.ts';
import type { ConcurrencyLimits } from './places.ts';

interface Options {
  readonly capacity?: number;
  readonly limits?: { readonly [workflow: string]: ConcurrencyLimits };
}

/** A dispatcher over a real journal and store, with an engine that takes what it is given and does what the test says. */
async function setup(context: TestContext, { capacity = 100, limits = {} }: Options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-dispatch-'));
  const path = join(folder, 'millrace.db');
  const journal = new WriterJournal(new SqliteJournalWriter(openWriter(path)));
  const store = openSqliteStore(path);
  const close = async (): Promise<void> => {
    dispatcher.stop();
    store.close();
    await journal.close();
    rmSync(folder, { recursive: true });
  };
  const taken: Claim[] = [];
  const clock = { now: 0 };
  const engine = { execute: (claim: Claim) => void taken.push(claim), order: () => {} };
  const s = await Scenario.open(context, async () => ({ journal, store, close }));
  const dispatcher = new Dispatcher({
    dispatch: store.dispatch,
    engines: { engineFor: () => engine, isolatedEngineFor: () => engine },
    capacity,
    limitsOf: (workflow) => limits[workflow] ?? null,
    readRun: (workspaceId, runId) => {
      const run = store.runs.get(workspaceId, runId);
      return run === null ? null : committedRun(run);
    },
    now: () => (clock.now === 0 ? Date.now() : clock.now),
    recover: () => {},
    finish: ({ workspaceId, runId }) => {
      const change = { type: 'run.finished', status: 'failed', reason: 'queue_expired', error: null, payload: null } as const;
      void journal.commit([{ kind: 'run', workspaceId, runId, at: Date.now(), epoch: null, change }]);
    },
    parentEnded: () => {},
  });
  journal.onCommitted((runs) => dispatcher.committed(runs));
  /** A run was taken, has started, and ends. */
  const runToItsEnd = async (ref: RunRef): Promise<void> => {
    await s.make(ref, STARTED, 1);
    await s.make(ref, finished('completed'), 1);
  };
  const isTaken = (ref: RunRef): boolean => taken.some(({ runId }) => runId === ref.runId);
  return { s, journal, store, clock, dispatcher, taken, isTaken, runToItsEnd };
}

test('a run that is due is taken although thousands that were due before it are held back by a limit', async (context) => {
  const { s, journal, dispatcher, isTaken } = await setup(context, { limits: { import: { limit: 1, perKey: null } } });
  await Promise.all(Array.from({ length: 6_000 }, () => journal.commit([s.queued()])));
  const sleeper = await s.queue({ workflow: 'other' });
  dispatcher.start();
  await until(() => isTaken(sleeper));
  await s.make(sleeper, STARTED, 1);
  await s.make(sleeper, sleepUntil(Date.now() + 50), 1);
  const other = await s.queue({ workflow: 'other' });
  await until(() => isTaken(other));
  await delay(60);
  // Anything that is committed makes the dispatcher look.
  await s.queue();
  await until(() => dispatcher.liveRuns.some(({ runId, claimEpoch }) => runId === sleeper.runId && claimEpoch === 1));
});

test('a place that is free is offered to the next run when the one before it is held back by its key', async (context) => {
  const { s, dispatcher, isTaken, runToItsEnd } = await setup(context, { limits: { import: { limit: 2, perKey: 1 } } });
  dispatcher.start();
  const a1 = await s.queue({ concurrencyKey: 'a' });
  const b1 = await s.queue({ concurrencyKey: 'b' });
  await until(() => isTaken(a1) && isTaken(b1));
  const a2 = await s.queue({ concurrencyKey: 'a' });
  const b2 = await s.queue({ concurrencyKey: 'b' });
  await runToItsEnd(b1);
  await until(() => isTaken(b2));
  assert.equal(isTaken(a2), false);
});

test('a place that is free is offered to the next run when the one before it was cancelled meanwhile', async (context) => {
  const limits = { import: { limit: 1, perKey: null } };
  const { s, dispatcher, isTaken, runToItsEnd } = await setup(context, { capacity: 3, limits });
  dispatcher.start();
  const first = await s.queue();
  const beside = await s.queue({ workflow: 'other' });
  await until(() => isTaken(first) && isTaken(beside));
  const second = await s.queue();
  const third = await s.queue();
  const filler = await s.queue({ workflow: 'other' });
  await until(() => isTaken(filler));
  const urgent = await s.queue({ workflow: 'other', priority: 9 });
  await runToItsEnd(first);
  await until(() => isTaken(urgent));
  await s.make(second, finished('cancelled'));
  await runToItsEnd(beside);
  await until(() => isTaken(third));
});

test('a run that an engine gave back without having started it is not given out again in the same moment', async (context) => {
  const { s, dispatcher, taken } = await setup(context);
  dispatcher.start();
  const ref = await s.queue();
  await until(() => taken.length === 1);
  dispatcher.released(ref.runId, 1);
  await delay(100);
  assert.equal(taken.length, 1);
  await until(() => taken.length === 2);
});

test('runs that were due are taken although the clock was set back by an hour before there was room', async (context) => {
  const { s, clock, dispatcher, isTaken, runToItsEnd } = await setup(context, { capacity: 1 });
  clock.now = s.time + 10_000;
  dispatcher.start();
  const first = await s.queue({ startAt: clock.now - 2 });
  const second = await s.queue({ startAt: clock.now - 1 });
  await until(() => isTaken(first));
  await delay(1);
  clock.now -= 3_600_000;
  await runToItsEnd(first);
  await until(() => isTaken(second));
});

test('many runs that expired at the same time all end soon', async (context) => {
  const { s, journal, store, dispatcher } = await setup(context, { capacity: 0 });
  await Promise.all(Array.from({ length: 10_500 }, () => journal.commit([s.queued({ expiresAt: 2_000_000 })])));
  dispatcher.start();
  await until(() => store.dispatch.deadlines(Number.MAX_SAFE_INTEGER, 1).length === 0);
});

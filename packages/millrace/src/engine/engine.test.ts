import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { FolderArtifactStore } from '../artifacts/fs.ts';
import type { Change, RunChange } from '../domain/change.ts';
import { decodeChange } from '../domain/decode-change.ts';
import { trustJsonText } from '../domain/json-text.ts';
import { parseManifest } from '../domain/manifest.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Run } from '../domain/run.ts';
import { guardClaims } from '../journal/guard-claims.ts';
import { openWriter } from '../store/sqlite/database.ts';
import { SqliteJournalWriter } from '../store/sqlite/journal-writer.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import { Scenario, until, type RunRef } from '../store/testing/scenario.ts';
import { WriterJournal } from '../store/testing/writer-journal.ts';
import type { Claim } from '../domain/claim.ts';
import { Engine } from './engine.ts';
import { prepareChild } from './prepare-child.ts';
import type { CallOptions, RunContext } from './run-context.ts';

interface Hooks {
  readonly hearControl?: () => void;
  /** Between the decision to call a run and the commit of that. */
  readonly beforeCall?: (s: Scenario, ref: RunRef) => Promise<void>;
  /** On the way to the journal. */
  readonly beforeCommit?: () => Promise<unknown>;
}

/** An engine in this thread, over a real journal; its only workflow does what the test says. */
async function setup(
  context: TestContext,
  call: (run: RunContext) => Promise<unknown>,
  { hearControl = () => {}, beforeCall = async () => {}, beforeCommit = async () => {} }: Hooks = {},
): Promise<{ readonly s: Scenario; readonly engine: Engine; readonly refusals: readonly Refusal[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-engine-'));
  const path = join(folder, 'millrace.db');
  const journal = new WriterJournal(guardClaims(new SqliteJournalWriter(openWriter(path))));
  const store = openSqliteStore(path);
  const close = async (): Promise<void> => {
    store.close();
    await journal.close();
    rmSync(folder, { recursive: true });
  };
  const s = await Scenario.open(context, async () => ({ journal, store, close }));
  const workflow = {
    name: 'import',
    version: 'v1',
    manifest: parseManifest(trustJsonText('{}')),
    readInput: async (value: unknown) => ({ ok: true, value }) as const,
    readOutput: async (value: unknown) => ({ ok: true, value }) as const,
    call,
  };
  const workflows = { find: () => workflow };
  const refusals: Refusal[] = [];
  const ports = {
    commit: async (changes: readonly Change[]) => beforeCommit().then(async () => journal.commit(changes)),
    store,
    artifacts: new FolderArtifactStore(join(folder, 'artifacts')),
    now: Date.now,
    random: Math.random,
    newId: randomUUID,
    atTurnEnd: (then: () => void) => void setImmediate(then),
    hearControl,
    reportRefusal: (_run: Run, refusal: Refusal) => void refusals.push(refusal),
    prepareChild: async (parent: Run, name: string, input: unknown, options: CallOptions, at: number) => {
      const child = await prepareChild(workflows, { parent, workflow: name, input, options, id: randomUUID(), at });
      await beforeCall(s, { workspaceId: parent.workspaceId, runId: parent.id });
      return child;
    },
  };
  return { s, engine: new Engine(ports, workflows, () => {}), refusals };
}

function claim(ref: RunRef, epoch: number): Claim {
  return { ...ref, runNumber: 1, epoch, isStarted: false, accepted: null };
}

test('a run that is taken away and handed over again in one turn still hears what is asked of it', async (context) => {
  let calls = 0;
  const { s, engine } = await setup(context, async (run) => {
    calls += 1;
    return run.step('hold', async ({ signal }) => {
      await once(signal, 'abort');
      throw new Error('It was told to stop.');
    });
  });
  const ref = await s.queue();
  const first = engine.execute(claim(ref, 1));
  await until(() => calls === 1);
  await s.make(ref, { type: 'run.recovered', crashed: false }, 1);
  engine.drop(ref.runId);
  const second = engine.execute(claim(ref, 2));
  await until(() => calls === 2);
  await s.make(ref, { type: 'run.cancel-requested', actor: null, reason: 'cancelled_by_user' });
  engine.cancel(ref.runId, 'cancelled_by_user');
  await Promise.all([first, second]);
  assert.equal(s.run(ref).status, 'cancelled');
});

test('an effect that must happen at most once does not begin when a cancel is heard while its intent became durable', async (context) => {
  let effects = 0;
  const isIntended = (): boolean => s.store.events.history(ref.workspaceId, ref.runId).some(({ type }) => type === 'step.started');
  const hearControl = (): void => {
    if (isIntended()) world.engine.cancel(ref.runId, 'cancelled_by_user');
  };
  const pay = (): number => (effects += 1);
  const world = await setup(context, async (run) => run.step('pay', pay, { effect: 'at_most_once' }), { hearControl });
  const { s, engine } = world;
  const ref = await s.queue();
  await engine.execute(claim(ref, 1));
  assert.equal(isIntended(), true);
  assert.equal(effects, 0);
  assert.equal(s.run(ref).status, 'cancelled');
});

test('an item is not tried again when a cancel is heard while it waited for its next attempt', async (context) => {
  let attempts = 0;
  const hearControl = (): void => {
    if (attempts > 0) world.engine.cancel(ref.runId, 'cancelled_by_user');
  };
  const work = (): number => {
    attempts += 1;
    if (attempts === 1) throw new Error('The first attempt fails.');
    return attempts;
  };
  const world = await setup(context, async (run) => run.map('work', [0], work, { retry: { initialIntervalMs: 1 } }), { hearControl });
  const { s, engine } = world;
  const ref = await s.queue();
  await engine.execute(claim(ref, 1));
  assert.equal(attempts, 1);
  assert.equal(s.run(ref).status, 'cancelled');
});

test('a review that is decided in the moment of its time-out is decided', async (context) => {
  let calls = 0;
  let decision: RunChange | null = null;
  const { s, engine } = await setup(context, async (run) => {
    calls += 1;
    // The engine has read the log by now, and is not told.
    if (calls === 2 && decision !== null) await s.make(ref, decision);
    const result = await run.review('release', {}, { timeout: 300 });
    return result?.decision ?? 'timed out';
  });
  const ref = await s.queue();
  await engine.execute(claim(ref, 1));
  const requested = s.store.reviews.list(ref.workspaceId, { runId: ref.runId }, { limit: 1, cursor: null }).data[0];
  assert.ok(requested);
  await until(() => Date.now() > (requested.until ?? 0));
  const { id: reviewId, name } = requested;
  decision = { type: 'review.decided', reviewId, name, decision: 'approved', actor: null, note: null, payload: null };
  await engine.execute(claim(ref, 2));
  await s.make(ref, { type: 'run.recovered', crashed: false }, 2);
  await engine.execute(claim(ref, 3));
  assert.equal(s.store.runs.output(ref.workspaceId, ref.runId), '"approved"');
});

/** A cancel of which the engine has not heard. */
async function cancelUnheard(s: Scenario, ref: RunRef): Promise<void> {
  await s.make(ref, { type: 'run.cancel-requested', actor: null, reason: 'cancelled_by_user' });
}

async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await nextTurn();
}

function typesOf(s: Scenario, { workspaceId, runId }: RunRef): readonly string[] {
  return s.store.events.history(workspaceId, runId).map(({ type }) => type);
}

test('a run that is called in the moment of a cancel never exists, and the one that called it ends as cancelled', async (context) => {
  const { s, engine } = await setup(context, async (run) => run.call('import', {}), { beforeCall: cancelUnheard });
  const ref = await s.queue();
  await engine.execute(claim(ref, 1));
  assert.deepEqual([s.run(ref).status, s.run(ref).reason], ['cancelled', 'cancelled_by_user']);
  assert.deepEqual(typesOf(s, ref), ['run.queued', 'run.started', 'run.cancel-requested', 'run.finished']);
  assert.deepEqual(s.store.runs.children(ref.workspaceId, ref.runId), []);
});

test('a run that called another and left memory before it heard of a cancel ends once, and nothing of it is taken for lost', async (context) => {
  const hooks = { beforeCall: cancelUnheard, beforeCommit: someTurns };
  const { s, engine, refusals } = await setup(context, async (run) => run.call('import', {}), hooks);
  const ref = await s.queue();
  await engine.execute(claim(ref, 1));
  // A second end would be refused by then.
  await someTurns();
  await nextTurn();
  assert.deepEqual(typesOf(s, ref), ['run.queued', 'run.started', 'run.cancel-requested', 'run.finished']);
  assert.deepEqual(refusals, []);
});

async function callBesideStep(run: RunContext): Promise<unknown> {
  const beside = run.step('beside', async ({ signal }) => {
    await once(signal, 'abort');
    return 'done';
  });
  return Promise.all([beside, run.call('import', {})]);
}

test('a step beside a call that came too late is told, is let end, and is recorded', async (context) => {
  const { s, engine } = await setup(context, callBesideStep, { beforeCall: cancelUnheard });
  const ref = await s.queue();
  await engine.execute(claim(ref, 1));
  assert.equal(s.run(ref).status, 'cancelled');
  assert.deepEqual(typesOf(s, ref), ['run.queued', 'run.started', 'run.cancel-requested', 'step.completed', 'run.finished']);
});

test('a step that waited for the record of a call that came too late does not begin, and does not hold up the end', async (context) => {
  let isBegun = false;
  const called = Promise.withResolvers<undefined>();
  const beforeCall = async (s: Scenario, ref: RunRef): Promise<void> => {
    await cancelUnheard(s, ref);
    // Comes when the call is on its way to the journal, and before that writes it.
    setImmediate(() => called.resolve(undefined));
  };
  const next = async (run: RunContext): Promise<void> => {
    await called.promise;
    await run.step('next', () => {
      isBegun = true;
    });
  };
  const both = async (run: RunContext): Promise<unknown> => Promise.all([run.call('import', {}), next(run)]);
  const { s, engine } = await setup(context, both, { beforeCall });
  const ref = await s.queue();
  await engine.execute(claim(ref, 1));
  assert.equal(isBegun, false);
  assert.equal(s.run(ref).status, 'cancelled');
});

test('a run that begins in the middle of a stage or a step of another one is not inside of it', async (context) => {
  const later: Promise<void>[] = [];
  const begin = (): void => {
    later.push(world.engine.execute(claim(second, 1)));
  };
  const call = async (run: RunContext): Promise<unknown> => {
    if (run.id === second.runId) return run.step('mine', () => run.id);
    return run.stage('other stage', () => run.step('other step', begin));
  };
  const world = await setup(context, call);
  const { s, engine } = world;
  const [first, second] = [await s.queue(), await s.queue()];
  await engine.execute(claim(first, 1));
  await Promise.all(later);
  const stages = s.store.events.history(second.workspaceId, second.runId).flatMap(({ type, data, payload }) => {
    const change = decodeChange(type, data, payload);
    return change.type === 'step.completed' ? [change.stage] : [];
  });
  assert.deepEqual([s.run(second).status, stages], ['completed', [null]]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { cancelRun } from '../../packages/millrace/src/commands/cancel-run.ts';
import { decideReview } from '../../packages/millrace/src/commands/decide-review.ts';
import { pauseRun } from '../../packages/millrace/src/commands/pause-run.ts';
import { resumeRun } from '../../packages/millrace/src/commands/resume-run.ts';
import { sendSignal } from '../../packages/millrace/src/commands/send-signal.ts';
import { MillraceError } from '../../packages/millrace/src/domain/errors.ts';
import { isTerminal } from '../../packages/millrace/src/domain/run-status.ts';
import type { Run } from '../../packages/millrace/src/domain/run.ts';
import { MillraceUnderTest } from './millrace-under-test.ts';

/**
 * Everything at once, drawn from a seed: runs of all kinds, and signals, decisions, pauses, cancels, reloads and deaths of
 * engines at any moment. What was drawn can be drawn again: MILLRACE_STORM_SEED=<seed>. How threads interleave cannot.
 */
const SEED = Number(process.env['MILLRACE_STORM_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = 200;
const DISTURBANCES = 600;
const DEATHS = 2;
const RELOADS = 3;
const SETTLE_MS = 20_000;

/** A linear congruential generator: poor randomness, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const random = randomFrom(SEED);
const upTo = (most: number): number => Math.floor(random() * most);
const oneOf = <T>(things: readonly T[], fallback: T): T => things[upTo(things.length)] ?? fallback;

function word(): string {
  const kinds = [
    'step:0',
    'step:8',
    'step:40',
    'flaky:2',
    'map:30',
    'sleep:5',
    'sleep:60',
    'wait:80',
    'review:80',
    'race:40',
    'records',
    'call',
  ];
  return oneOf(kinds, 'step:0');
}

const plan = (): string[][] => Array.from({ length: 2 + upTo(6) }, () => Array.from({ length: random() < 0.4 ? 2 + upTo(3) : 1 }, word));

const under = await MillraceUnderTest.start({ drainMs: '1s' });
const { context, caller } = under;

/** Somebody wants something of a run; that it cannot be had is an answer too. */
async function ask(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const mayBe = ['conflict', 'run_finished', 'not_found', 'already_decided', 'workflow_unavailable'];
    assert.ok(MillraceError.is(error) && mayBe.includes(error.code), String(error));
  }
}

async function disturb(runId: string): Promise<void> {
  switch (upTo(8)) {
    case 0:
      return ask(pauseRun(context, caller, runId));
    case 1:
    case 2:
      return ask(resumeRun(context, caller, runId));
    case 3:
      return random() < 0.4 ? ask(cancelRun(context, caller, runId)) : undefined;
    case 4: {
      const [review] = context.store.reviews.list(caller.workspaceId, { runId, status: 'open' }, { limit: 1, cursor: null }).data;
      return review === undefined ? undefined : ask(decideReview(context, caller, { reviewId: review.id, decision: 'approved' }));
    }
    default:
      return ask(sendSignal(context, caller, { runId, name: 'go', payload: upTo(9) }));
  }
}

/** All runs there are, called ones too. */
function allRuns(): readonly Run[] {
  const runs: Run[] = [];
  let cursor: string | null = null;
  do {
    const page = context.store.runs.list(caller.workspaceId, {}, { limit: 100, cursor });
    runs.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return runs;
}

/** Takes back every pause, and waits until nothing moves by itself any more. */
async function settle(): Promise<readonly Run[]> {
  for (const { id, status, reason } of allRuns()) {
    if (status === 'paused' || reason === 'quarantined') await ask(resumeRun(context, caller, id));
  }
  const giveUpAt = performance.now() + SETTLE_MS;
  for (;;) {
    const runs = allRuns();
    const moving = runs.filter((run) => !isTerminal(run.status) && run.status !== 'paused' && !waitsForSomebody(run));
    if (moving.length === 0) return runs;
    assert.ok(
      performance.now() < giveUpAt,
      `${moving.length} runs do not come to rest, such as ${JSON.stringify(moving.map((r) => [r.workflow, r.status, r.reason, r.crashes, r.claimEpoch, r.concurrencyKey]))}`,
    );
    await delay(50);
  }
}

function waitsForSomebody(run: Run): boolean {
  return run.status === 'waiting' && ['signal', 'review', 'attention'].includes(run.waitingFor.kind) && run.runnableAt === null;
}

function assertSoundLog(run: Run): void {
  const events = context.store.events.after(caller.workspaceId, run.id, 0, 100_000);
  const seqs = events.map(({ seq }) => seq);
  assert.deepEqual(
    seqs,
    seqs.map((_, index) => index + 1),
    `the log of run ${run.id} has a gap`,
  );
  assert.equal(events.length, run.seq);
  const times = events.map(({ at }) => at);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
    `the times of run ${run.id} go back`,
  );
  const ended = under.changes(run.id).flatMap((change) => (change.type === 'step.completed' ? [change.op] : []));
  assert.equal(new Set(ended).size, ended.length, `a step of run ${run.id} was completed twice`);
}

test(`a storm leaves nothing stuck, lost or done twice (seed ${SEED})`, async (context_) => {
  context_.diagnostic(`MILLRACE_STORM_SEED=${SEED}`);
  const log = under.log();
  const ids: string[] = [];
  const deaths = new Set(Array.from({ length: DEATHS }, () => upTo(DISTURBANCES)));
  const reloads = new Set(Array.from({ length: RELOADS }, () => upTo(DISTURBANCES)));
  for (let turn = 0; turn < DISTURBANCES; turn++) {
    if (ids.length < RUNS && turn % 3 !== 2) {
      const more = { priority: upTo(3), ...(random() < 0.3 ? { concurrencyKey: `key-${upTo(4)}` } : {}) };
      await ask(under.begin('storm', { log, plan: plan() }, more).then((id) => ids.push(id)));
    }
    if (deaths.has(turn)) await ask(under.begin('effects', { log, plan: ['exit'] }));
    if (reloads.has(turn)) await under.millrace.reload();
    await disturb(oneOf(ids, ''));
    if (random() < 0.5) await delay(upTo(6));
  }
  const runs = await settle();
  assert.deepEqual(context.store.dispatch.stuck(10), []);
  for (const run of runs) assertSoundLog(run);
  const crashes = runs.flatMap(({ id }) => under.changes(id).filter((change) => change.type === 'run.recovered' && change.crashed)).length;
  const effects = under.effects(log);
  const counts = new Map<string, number>();
  for (const effect of effects) counts.set(effect, (counts.get(effect) ?? 0) + 1);
  for (const [effect, times] of counts) {
    const [runId = ''] = effect.split(' ');
    const killed = under.changes(runId).filter((change) => change.type === 'run.recovered' && change.crashed).length;
    assert.ok(times <= 1 + killed, `${effect} was done ${times} times, and its run was in ${killed} crashes`);
  }
  const outcomes = Object.entries(Object.groupBy(runs, ({ status, reason }) => `${status}: ${reason}`));
  context_.diagnostic(
    `${runs.length} runs, ${effects.length} effects, ${crashes} crashes; ${outcomes.map(([name, those]) => `${name} ${those?.length}`).join(', ')}`,
  );
  const odd = runs.filter(({ reason }) => ['code_changed', 'workflow_error', 'step_failed', 'effect_unknown'].includes(reason));
  assert.deepEqual(odd, []);
  assert.ok(runs.filter(({ status }) => status === 'completed').length > RUNS / 3, 'hardly any run completed: the storm proves nothing');
});

import { setTimeout as pause } from 'node:timers/promises';
import { decisionFor, signalValue } from '../right-answer.ts';
import type { CrashWorkflow } from '../right-answer.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { ClientLog } from './client-log.ts';
import { readStream } from './read-stream.ts';
import { cancel, decide, openReview, pauseRun, resumeRun, signal, start } from './run-calls.ts';
import type { ServerLink } from './server-link.ts';
import { watchRun } from './watch-run.ts';

/** One run as one client lives through it, drawn beforehand so that the same seed gives the same load. */
export interface RunScript {
  readonly key: string;
  readonly workflow: CrashWorkflow;
  readonly n: number;
  /** Sends the start again after it was acknowledged. */
  readonly startsTwice: boolean;
  readonly readsStream: boolean;
  readonly wish: 'none' | 'pause' | 'cancel';
  readonly wishAfterMs: number;
}

export interface Client {
  readonly link: ServerLink;
  readonly log: ClientLog;
  readonly effectsUrl: string;
}

/** One run in five is paused, one in ten cancelled. */
const WISHES = ['none', 'none', 'none', 'none', 'none', 'none', 'none', 'pause', 'pause', 'cancel'] as const;

interface RunLife {
  readonly runId: string;
  /** Set when a poll has seen the end. */
  endSeq: number | null;
}

const WORKFLOWS = ['chain', 'fanout', 'sleeper', 'asker', 'reviewed', 'writer', 'parent', 'once', 'flaky', 'long'] as const;

export function drawScript(random: SeededRandom, key: string): RunScript {
  return {
    key,
    workflow: random.pick(WORKFLOWS),
    n: random.integer(0, 9999),
    startsTwice: random.next() < 0.2,
    readsStream: random.next() < 0.3,
    wish: random.pick(WISHES),
    wishAfterMs: random.integer(0, 120),
  };
}

/** Plays the script until the run is over, whatever happens to the server in the meantime. */
export async function playRun(client: Client, script: RunScript): Promise<void> {
  const runId = await startRun(client, script);
  const life: RunLife = { runId, endSeq: null };
  const end = watchRun(client.link, client.log, runId).then((seq) => {
    life.endSeq = seq;
  });
  const stream = script.readsStream ? readStream(client.link, client.log, runId, (last) => last === life.endSeq) : null;
  await Promise.all([end, stream, answerRun(client, script, life), wishRun(client, script, runId)]);
}

async function startRun({ link, log, effectsUrl }: Client, { key, workflow, n, startsTwice }: RunScript): Promise<string> {
  const body = { workflow, input: { key, n, effects: effectsUrl } };
  const runId = await start(link, key, body);
  log.started({ key, workflow, n }, runId);
  if (startsTwice) log.started({ key, workflow, n }, await start(link, key, body));
  return runId;
}

/** Gives a run what it waits for from outside. */
async function answerRun(client: Client, script: RunScript, life: RunLife): Promise<void> {
  if (script.workflow === 'asker') {
    await sendSignal(client, script, life.runId, 'go');
    await pause(script.wishAfterMs);
    await sendSignal(client, script, life.runId, 'on');
  }
  if (script.workflow === 'reviewed') await decideReview(client, script, life);
}

async function sendSignal({ link, log }: Client, { n }: RunScript, runId: string, name: 'go' | 'on'): Promise<void> {
  if (await signal(link, runId, name, signalValue(name, n))) log.signalled(runId, name);
}

async function decideReview({ link, log }: Client, { n }: RunScript, life: RunLife): Promise<void> {
  const { decision, value } = decisionFor(n);
  const body = decision === 'edited' ? { decision, value: { value } } : { decision };
  while (life.endSeq === null) {
    const reviewId = await openReview(link, life.runId);
    if (reviewId !== null) {
      if (await decide(link, reviewId, body)) log.decided(life.runId, reviewId, decision);
      return;
    }
    await pause(15);
  }
}

async function wishRun({ link, log }: Client, { wish, wishAfterMs }: RunScript, runId: string): Promise<void> {
  if (wish === 'none') return;
  await pause(wishAfterMs);
  if (wish === 'cancel') {
    log.willCancel(runId);
    const answer = await cancel(link, runId);
    if (answer !== null) log.cancelled(runId, answer);
    return;
  }
  // Resumed whatever the answer was: it may have been to a second attempt, and the first may have been done.
  await pauseRun(link, runId);
  await pause(wishAfterMs);
  await resumeRun(link, runId);
}

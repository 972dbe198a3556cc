import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { decisionFor, signalValue } from '../crash/right-answer.ts';
import type { CrashWorkflow } from '../crash/right-answer.ts';
import { seededRandom } from '../crash/seeded-random.ts';
import type { SeededRandom } from '../crash/seeded-random.ts';
import type { LoadClient } from './load-client.ts';

const WORKFLOWS = ['chain', 'fanout', 'sleeper', 'asker', 'reviewed', 'writer', 'parent', 'once', 'flaky', 'long'] as const;
const POLL_MS = 4;
const UPLOAD_BYTES = [700, 40_000, 300_000] as const;

export interface LoadSize {
  readonly seed: number;
  readonly clients: number;
  /** Runs that each client starts, one after the other. */
  readonly each: number;
}

interface Run {
  readonly id: string;
  readonly workflow: CrashWorkflow;
  readonly n: number;
}

/** Plays every kind of run, file, price and wish that a server has to keep, until all runs are over. `life` makes keys unique. */
export async function playLoad(client: LoadClient, effects: string, life: number, { seed, clients, each }: LoadSize): Promise<void> {
  const play = async (index: number): Promise<void> => {
    const random = seededRandom(seed * 1000 + life * 100 + index);
    for (let count = 0; count < each; count++) {
      const workflow = WORKFLOWS[(index * each + count) % WORKFLOWS.length] ?? 'chain';
      await playRun(client, random, { key: `l${life}-c${index}-r${count}`, workflow, effects });
    }
  };
  await Promise.all(Array.from({ length: clients }, async (_, index) => play(index)));
}

async function playRun(
  client: LoadClient,
  random: SeededRandom,
  { key, workflow, effects }: { readonly key: string; readonly workflow: CrashWorkflow; readonly effects: string },
): Promise<void> {
  const n = random.integer(0, 9999);
  const input = { key, n, effects };
  if (workflow === 'chain') await client.quote(workflow, input);
  if (workflow === 'writer') await client.upload(contentFor(n, random.pick(UPLOAD_BYTES)));
  const run = { id: await client.start(key, workflow, input), workflow, n };
  if (random.next() < 0.3) await client.start(key, workflow, input);
  const isFollowed = random.next() < 0.4;
  await Promise.all([
    client.finish(run.id, POLL_MS),
    isFollowed ? client.follow(run.id) : null,
    answer(client, run),
    wish(client, random, run),
  ]);
}

function contentFor(n: number, bytes: number): Buffer {
  const block = createHash('sha512').update(String(n)).digest();
  return Buffer.alloc(bytes, block);
}

/** Gives a run what it waits for from outside. */
async function answer(client: LoadClient, { id, workflow, n }: Run): Promise<void> {
  if (workflow === 'asker') for (const name of ['go', 'on'] as const) await client.signal(id, name, signalValue(name, n));
  if (workflow !== 'reviewed') return;
  let reviewId = await client.openReview(id);
  for (; reviewId === null; reviewId = await client.openReview(id)) await pause(POLL_MS);
  await client.decide(id, reviewId, decisionBody(n));
}

export function decisionBody(n: number): unknown {
  const { decision, value } = decisionFor(n);
  return decision === 'edited' ? { decision, value: { value } } : { decision };
}

/** Long runs are paused and resumed, or cancelled, on their way. */
async function wish(client: LoadClient, random: SeededRandom, { id, workflow }: Run): Promise<void> {
  if (workflow !== 'long') return;
  await pause(random.integer(5, 40));
  if (random.next() < 0.3) return client.wish(id, 'cancel');
  await client.wish(id, 'pause');
  await pause(random.integer(5, 40));
  return client.wish(id, 'resume');
}

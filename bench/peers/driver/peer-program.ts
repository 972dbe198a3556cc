import { z } from 'zod';
import { answerParent } from '../../child.ts';
import { percentile } from '../../order-statistics.ts';
import { keepInFlight } from './lanes.ts';

/*
 * The protocol between the benchmark and the program that stands for a peer: one process a case, asked by messages to set
 * up and to do a piece of work; tearing down is ending the process with all that came from it, and removing its folder.
 * Every peer answers the same questions, so that every peer does the same work.
 */

/** What a program is told before it sets up. Addresses are there when its description asks for that server. */
export const setUpQuestion = z.object({
  kind: z.literal('set-up'),
  work: z.enum(['five-steps', 'starts', 'fan-out', 'park-wake']),
  /** Empty, on the disk that is measured. */
  folder: z.string(),
  postgresUrl: z.string().nullable(),
  redisPort: z.int().nullable(),
  /** The numbers that the sweep chose. */
  tuning: z.record(z.string(), z.number()),
});
const question = z.discriminatedUnion('kind', [
  setUpQuestion,
  z.object({ kind: z.literal('five-steps'), inFlight: z.int(), durationMs: z.number() }),
  z.object({ kind: z.literal('starts'), inFlight: z.int(), durationMs: z.number() }),
  z.object({ kind: z.literal('fan-out'), items: z.int() }),
  z.object({ kind: z.literal('park'), runs: z.int(), limitMs: z.number() }),
  z.object({ kind: z.literal('wake'), limitMs: z.number() }),
]);
export type Question = z.infer<typeof question>;
export type SetUp = z.infer<typeof setUpQuestion>;

export const ratesAnswer = z.object({ runs: z.int(), perSecond: z.number(), p50Ms: z.number(), p99Ms: z.number() });
export type Rates = z.infer<typeof ratesAnswer>;
export const setUpAnswer = z.object({ durability: z.string() });
/** How many wait, or were woken and have completed, when all do or the time is over. */
export const countAnswer = z.object({ count: z.int(), tookMs: z.number() });
export const tookAnswer = z.object({ tookMs: z.number() });

/** What a program of a peer can do. A method that is missing is a case that the peer has no way to do. */
export interface PeerProgram {
  /** Brings everything up for one kind of work; says how it knows that what is recorded is on the disk. */
  readonly setUp: (options: SetUp) => Promise<string>;
  /** One run of five steps, from its start to its end. */
  readonly runOnce?: () => Promise<void>;
  /** Instead of `runOnce`, when the load comes from a process of its own. */
  readonly measureRuns?: (inFlight: number, durationMs: number) => Promise<Rates>;
  /** How many runs of five steps the store holds as completed with all they have recorded. */
  readonly completed?: () => Promise<number>;
  /** Resolves when a run is acknowledged that does not begin meanwhile. */
  readonly startOne?: () => Promise<void>;
  /** One run that maps so many items, with a record of each. */
  readonly fanOut?: (items: number) => Promise<void>;
  /** Starts runs that wait for a signal; gives how many wait when all do or the time is over. */
  readonly park?: (runs: number, limitMs: number) => Promise<number>;
  /** Wakes all that wait; gives how many of them have completed when all have or the time is over. */
  readonly wake?: (limitMs: number) => Promise<number>;
}

/** Answers the benchmark for a peer. A failure is an answer too: the reason stands in the row of the peer. */
export function servePeer(program: PeerProgram): void {
  answerParent(async (asked) => {
    try {
      return await answerQuestion(program, question.parse(asked));
    } catch (error) {
      return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
    }
  });
}

async function answerQuestion(program: PeerProgram, asked: Question): Promise<unknown> {
  switch (asked.kind) {
    case 'set-up':
      return { durability: await program.setUp(asked) };
    case 'five-steps':
      return measureRuns(program, asked.inFlight, asked.durationMs);
    case 'starts':
      return measureLanes(able(program.startOne), asked.inFlight, asked.durationMs);
    case 'fan-out':
      return timed(async () => able(program.fanOut)(asked.items));
    case 'park':
      return counted(async () => able(program.park)(asked.runs, asked.limitMs));
    case 'wake':
      return counted(async () => able(program.wake)(asked.limitMs));
  }
}

async function measureRuns(program: PeerProgram, inFlight: number, durationMs: number): Promise<Rates> {
  const { measureRuns: own, completed } = program;
  const before = (await completed?.()) ?? 0;
  const rates = own === undefined ? await measureLanes(able(program.runOnce), inFlight, durationMs) : await own(inFlight, durationMs);
  if (completed !== undefined) await checkStored(async () => (await completed()) - before, rates.runs);
  return rates;
}

async function measureLanes(work: () => Promise<void>, inFlight: number, durationMs: number): Promise<Rates> {
  const { tookMs, elapsedMs } = await keepInFlight(work, inFlight, durationMs);
  const perSecond = tookMs.length / (elapsedMs / 1000);
  return { runs: tookMs.length, perSecond, p50Ms: percentile(tookMs, 0.5), p99Ms: percentile(tookMs, 0.99) };
}

/** What was counted must be found in the store; the last ends may be written a moment after they are told. */
async function checkStored(stored: () => Promise<number>, expected: number): Promise<void> {
  const until = performance.now() + 10_000;
  let found = await stored();
  while (found < expected && performance.now() < until) found = await stored();
  if (found < expected) throw new Error(`${expected} runs were counted, but only ${found} are completed in the store.`);
}

async function counted(work: () => Promise<number>): Promise<z.infer<typeof countAnswer>> {
  const begun = performance.now();
  const count = await work();
  return { count, tookMs: performance.now() - begun };
}

async function timed(work: () => Promise<void>): Promise<{ readonly tookMs: number }> {
  const begun = performance.now();
  await work();
  return { tookMs: performance.now() - begun };
}

function able<T>(work: T | undefined): T {
  if (work === undefined) throw new Error('The program of this peer has no such work.');
  return work;
}

import { answerOf } from './effect-log.ts';

/**
 * What each crash workflow must answer, worked out without Millrace: if a run was lost, doubled or mixed up with
 * another, its answer differs from this.
 */
export const RIGHT_ANSWERS = {
  chain,
  fanout: (n: number): number => {
    const delivered = Array.from({ length: 60 }, (_, index) => index).filter((index) => index % 20 !== 19);
    return delivered.reduce((sum, index) => sum + answerOf('each', n + index), 0);
  },
  sleeper: (n: number): number => answerOf('after', answerOf('before', n)),
  asker: (n: number): number => answerOf('done', answerOf('heard', n + signalValue('go', n)) + signalValue('on', n)),
  reviewed: (n: number): number => answerOf('publish', decisionFor(n).value),
  writer: (n: number): number => answerOf('sent', n),
  parent: (n: number): number => chain(n) * 2 + chain(n + 1),
  once: (n: number): number => answerOf('pay', answerOf('first', n)) + 1,
  flaky: (n: number): number => answerOf('stubborn', n) + 3,
  long: (n: number): number =>
    Array.from({ length: 25 }, (_, index) => index).reduce((value, index) => answerOf(`part-${index}`, value), n),
} as const;

export type CrashWorkflow = keyof typeof RIGHT_ANSWERS;

export function isCrashWorkflow(name: string): name is CrashWorkflow {
  return Object.hasOwn(RIGHT_ANSWERS, name);
}

function chain(n: number): number {
  return answerOf('tell', answerOf('send', n * 2) + 1) - n;
}

/** What the signal of that name carries, for a run with that `n`. */
export function signalValue(signal: 'go' | 'on', n: number): number {
  return signal === 'go' ? n % 17 : n % 23;
}

/** What the reviewer says: half of the drafts are approved as they are, half are edited. */
export function decisionFor(n: number): { readonly decision: 'approved' | 'edited'; readonly value: number } {
  return n % 2 === 0 ? { decision: 'approved', value: n * 3 } : { decision: 'edited', value: n * 3 + 1000 };
}

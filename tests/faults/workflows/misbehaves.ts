import { exit } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { defineWorkflow } from 'millrace';
import { z } from 'zod';

const kinds = [
  'throws',
  'throws-text',
  'throws-nothing',
  'throws-cycle',
  'throws-hostile',
  'returns-cycle',
  'returns-function',
  'returns-bigint',
  'returns-much',
  'returns-symbol',
  'output-cycle',
  'output-function',
  'output-bigint',
  'output-much',
  'rejects-unseen',
  'throws-unseen',
  'exits',
  'kills',
  'aborts',
  'loops',
  'leaks',
  'leaks-matches',
  'leaks-buffers',
  'floods',
  'ignores-cancel',
] as const;
export type Misbehaviour = (typeof kinds)[number];

const MUCH = 50 * 1024 * 1024;

function cycle(): unknown {
  const value: Record<string, unknown> = {};
  value['self'] = value;
  return value;
}

function throwIt(value: unknown): never {
  throw value;
}

function loop(): never {
  for (;;) Math.sqrt(2);
}

/** Each value costs memory that is never given back. */
function leak(more: () => unknown): never {
  const kept: unknown[] = [];
  for (;;) kept.push(more());
}

function smallObjects(): unknown {
  return Array.from({ length: 100_000 }, (_, index) => ({ index }));
}

/** Some 40 MB, made at once in code of V8, where no thread can be stopped. */
function matches(): () => unknown {
  const text = 'ab'.repeat(5_000_000);
  return () => text.match(/a/gu);
}

/** An error whose properties throw themselves. */
function hostile(): unknown {
  return Object.defineProperties(new Error('hostile'), {
    message: {
      get: () => {
        throw new Error('no message');
      },
    },
    stack: {
      get: () => {
        throw new Error('no stack');
      },
    },
  });
}

/** What each kind does inside a step; its value is the result of the step. */
const IN_STEP: Readonly<Partial<Record<Misbehaviour, () => unknown>>> = {
  throws: () => {
    throw new TypeError('It went wrong.');
  },
  'throws-text': () => throwIt('only words'),
  'throws-nothing': () => throwIt(undefined),
  'throws-cycle': () => throwIt(cycle()),
  'throws-hostile': () => throwIt(hostile()),
  'returns-cycle': cycle,
  'returns-function': () => () => 1,
  'returns-bigint': () => 1n,
  'returns-symbol': () => Symbol('one'),
  'returns-much': () => 'x'.repeat(MUCH),
  'rejects-unseen': async () => {
    void Promise.reject(new Error('nobody looks'));
    await delay(50);
  },
  'throws-unseen': async () => {
    setTimeout(() => {
      throw new Error('nobody catches');
    }, 5);
    await delay(50);
  },
  exits: () => exit(3),
  kills: () => process.kill(process.pid, 'SIGKILL'),
  aborts: () => process.abort(),
  loops: loop,
  leaks: () => leak(smallObjects),
  'leaks-matches': () => leak(matches()),
  'leaks-buffers': () => leak(() => Buffer.alloc(1_000_000, 1)),
  'ignores-cancel': async () => delay(600_000),
};

const OUTPUTS: Readonly<Partial<Record<Misbehaviour, () => unknown>>> = {
  'output-cycle': cycle,
  'output-function': () => () => 1,
  'output-bigint': () => 1n,
  'output-much': () => 'x'.repeat(MUCH),
};

/** Does what no workflow should, on demand. */
export default defineWorkflow({ name: 'misbehaves', input: z.object({ kind: z.enum(kinds) }) }, async (run, { kind }) => {
  if (kind === 'floods') for (let line = 0; line < 60_000; line++) run.log('info', `line ${line}`);
  await run.step('misbehave', () => IN_STEP[kind]?.(), { retry: { maximumAttempts: 1 } });
  return OUTPUTS[kind]?.() ?? 'done';
});

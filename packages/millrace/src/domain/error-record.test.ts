import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { storeError } from './error-record.ts';
import { LIMITS } from './limits.ts';

const more = { code: 'step_failed', step: 'load', attempt: 2 };

function messageOf(error: unknown): string {
  return storeError(error, more).message;
}

test('an error is stored with its message, its place and its frames', () => {
  const stored = storeError(new TypeError('No such row'), more);
  assert.equal(stored.message, 'No such row');
  assert.deepEqual({ code: stored.code, step: stored.step, attempt: stored.attempt }, more);
  assert.match(stored.stack ?? '', /^ +at .*error-record\.test\.ts/);
});

test('whatever else is thrown gets a message too', () => {
  class Silent {
    readonly detail = 'quota';
  }
  const cases: readonly (readonly [unknown, string])[] = [
    ['out of paper', 'out of paper'],
    ['', 'An empty text was thrown.'],
    [null, 'null was thrown.'],
    [undefined, 'undefined was thrown.'],
    [42, '42 was thrown.'],
    [7n, '7 was thrown.'],
    [Symbol('stop'), 'Symbol(stop) was thrown.'],
    [{ message: 'from an object' }, 'from an object'],
    [{ message: 7 }, '{"message":7}'],
    [new Silent(), '{"detail":"quota"}'],
    [{ name: 'RangeError', message: '' }, 'RangeError'],
    [Math.max, 'max'],
    [Object.defineProperty(() => 1, 'name', { value: '' }), 'An object without a message was thrown.'],
  ];
  for (const [thrown, message] of cases) assert.equal(messageOf(thrown), message);
  assert.equal(storeError('text', more).stack, null);
  assert.equal(storeError({ message: 'no stack' }, more).stack, null);
});

test('causes are told after the error they caused, each once', () => {
  const root = new Error('connection refused');
  const middle = new Error('query failed', { cause: root });
  assert.equal(messageOf(new Error('no report', { cause: middle })), 'no report (caused by: query failed; connection refused)');
  const loop = new Error('loop');
  loop.cause = new Error('inner', { cause: loop });
  assert.equal(messageOf(loop), 'loop (caused by: inner)');
});

test('the errors of an AggregateError are its causes', () => {
  const error = new AggregateError([new Error('first'), 'second'], 'All failed', { cause: 'offline' });
  assert.equal(messageOf(error), 'All failed (caused by: offline; first; second)');
});

test('at most five causes are told', () => {
  const causes = Array.from({ length: 9 }, (_, index) => `cause ${index + 1}`);
  const chain = causes.toReversed().reduce<unknown>((cause, message) => new Error(message, { cause }), 'root');
  assert.equal(messageOf(new Error('top', { cause: chain })), 'top (caused by: cause 1; cause 2; cause 3; cause 4; cause 5)');
  assert.equal(messageOf(new AggregateError(causes, 'top')), 'top (caused by: cause 1; cause 2; cause 3; cause 4; cause 5)');
});

test('a message is kept up to its limit and cut beyond it', () => {
  const longest = 'm'.repeat(LIMITS.errorMessageLength);
  assert.equal(messageOf(new Error(longest)), longest);
  assert.equal(messageOf(new Error(`${longest}m`)), `${longest.slice(1)}…`);
  assert.equal(messageOf(new Error(longest, { cause: 'more' })).length, LIMITS.errorMessageLength);
});

test('a stack is kept up to its limit of frames and cut beyond it', () => {
  const error = new Error('deep');
  const frames = Array.from({ length: LIMITS.errorStackFrames + 1 }, (_, index) => `    at frame${index} (file.ts:1:1)`);
  error.stack = ['Error: deep', ...frames.slice(1)].join('\n');
  assert.equal(storeError(error, more).stack, frames.slice(1).join('\n'));
  error.stack = ['Error: deep', ...frames].join('\n');
  assert.equal(storeError(error, more).stack, frames.slice(0, -1).join('\n'));
  error.stack = `Error: deep\n    at ${'f'.repeat(1_000_000)}`;
  assert.equal(storeError(error, more).stack?.length, 512);
});

test('objects that fight being looked at are stored all the same', () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const hostile = new Proxy(new Error('x'), {
    get() {
      throw new Error('no');
    },
    getPrototypeOf() {
      throw new Error('no');
    },
    ownKeys() {
      throw new Error('no');
    },
  });
  const selfish: Record<string, unknown> = {};
  selfish['self'] = selfish;
  for (const thrown of [revoked.proxy, hostile, selfish]) {
    assert.deepEqual(storeError(thrown, more), { ...more, message: 'An object without a message was thrown.', stack: null });
  }
  const half = Object.defineProperty(new Error('seen'), 'stack', {
    get() {
      throw new Error('no');
    },
  });
  assert.deepEqual(storeError(half, more), { ...more, message: 'seen', stack: null });
});

test('anything at all can be stored, within the limits', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), (thrown) => {
      const stored = storeError(thrown, more);
      return stored.message.length > 0 && stored.message.length <= LIMITS.errorMessageLength && stored.message.isWellFormed();
    }),
  );
});

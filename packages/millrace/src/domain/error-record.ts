import { cutText } from './cut-text.ts';
import { LIMITS } from './limits.ts';
import type { StoredError } from './run.ts';

const CAUSES = 5;
const FRAME_LENGTH = 512;
const FRAME = /^\s*at /;

/**
 * An error as it is stored, whatever was thrown: an error, a text, null, or an object that throws when it is looked at.
 * The message says what its causes said, up to five, and is at most `LIMITS.errorMessageLength` long; the stack keeps the
 * first `LIMITS.errorStackFrames` frames.
 */
export function storeError(
  error: unknown,
  more: { readonly code: string; readonly step: string | null; readonly attempt: number | null },
): StoredError {
  return {
    code: more.code,
    message: cutText(messageWithCauses(error), LIMITS.errorMessageLength),
    step: more.step,
    attempt: more.attempt,
    stack: stackOf(error),
  };
}

function messageWithCauses(error: unknown): string {
  const causes = causesOf(error).map(messageOf);
  return causes.length === 0 ? messageOf(error) : `${messageOf(error)} (caused by: ${causes.join('; ')})`;
}

function causesOf(error: unknown): readonly unknown[] {
  const seen = new Set([error]);
  const causes: unknown[] = [];
  const open = directCauses(error);
  for (let cause = open.shift(); cause !== undefined && causes.length < CAUSES; cause = open.shift()) {
    if (seen.has(cause)) continue;
    seen.add(cause);
    causes.push(cause);
    open.push(...directCauses(cause));
  }
  return causes;
}

/** The cause of an error, and the errors that an AggregateError stands for. */
function directCauses(error: unknown): unknown[] {
  return attempt((): unknown[] => {
    if (!isObject(error)) return [];
    const cause: unknown = Reflect.get(error, 'cause');
    const errors: unknown = Reflect.get(error, 'errors');
    const several: readonly unknown[] = Array.isArray(errors) ? errors.slice(0, CAUSES) : [];
    return cause === undefined ? [...several] : [cause, ...several];
  }, []);
}

function messageOf(error: unknown): string {
  if (typeof error === 'string') return cutText(error, LIMITS.errorMessageLength) || 'An empty text was thrown.';
  if (!isObject(error)) return `${String(error)} was thrown.`;
  const said = readText(error, 'message') || readText(error, 'name') || attempt(() => JSON.stringify(error), '');
  return cutText(said || 'An object without a message was thrown.', LIMITS.errorMessageLength);
}

function stackOf(error: unknown): string | null {
  if (!isObject(error)) return null;
  const frames = readText(error, 'stack')
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, LIMITS.errorStackFrames);
  return frames.length === 0 ? null : frames.map((frame) => cutText(frame, FRAME_LENGTH)).join('\n');
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function readText(value: object, key: string): string {
  return attempt(() => {
    const text: unknown = Reflect.get(value, key);
    return typeof text === 'string' ? text : '';
  }, '');
}

/** What was thrown may throw again when it is read; nothing about it is worth failing for. */
function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

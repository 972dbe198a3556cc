import { LIMITS } from './limits.ts';
import { bad, good } from './result.ts';
import type { Result } from './result.ts';

const BARE = /^[!#-~]+$/;
const QUOTED_STRING = /^"((?:[ !#-[\]-~]|\\["\\])*)"$/;

/**
 * Reads an `Idempotency-Key` header: a string in quotes, as the HTTP draft says (`"abc"`, with `\"` and `\\` inside), or
 * the bare token that most clients send (`abc`); both of these name the same key. A key has 1 to
 * `LIMITS.idempotencyKeyLength` characters of visible ASCII; a quoted one may hold spaces too.
 */
export function checkIdempotencyKey(text: string): Result<string> {
  const trimmed = text.trim();
  const key = trimmed.startsWith('"') ? unquote(trimmed) : bareKey(trimmed);
  if (key === null) {
    return bad('The idempotency key may hold visible ASCII characters only; put it in double quotes if it holds spaces or quotes.');
  }
  if (key.length === 0) return bad('The idempotency key is empty.');
  if (key.length > LIMITS.idempotencyKeyLength) {
    return bad(`The idempotency key has ${key.length} characters; at most ${LIMITS.idempotencyKeyLength} are allowed.`);
  }
  return good(key);
}

function unquote(text: string): string | null {
  const inside = QUOTED_STRING.exec(text)?.[1];
  return inside === undefined ? null : inside.replaceAll(/\\(["\\])/g, '$1');
}

function bareKey(text: string): string | null {
  return text === '' || BARE.test(text) ? text : null;
}

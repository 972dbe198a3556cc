import type { IncomingMessage } from 'node:http';
import { MillraceError } from '../domain/errors.ts';
import { checkJsonLimits } from '../domain/json-limits.ts';
import type { Json } from '../domain/json.ts';
import { LIMITS } from '../domain/limits.ts';
import { asJson } from './json-value.ts';
import { readBody } from './read-body.ts';

const JSON_TYPE = /^application\/json *(?:; *charset *= *"?utf-8"? *)?$/i;
/** Only a long number or one with a large exponent can be too large for a double; looking at each value costs too much. */
const MAY_OVERFLOW = /\d[eE]\+?\d{2}|\d{100}/;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The JSON body of a request; an empty one counts as `{}`. Size, depth and number of keys are checked before it is parsed. */
export async function readJson(incoming: IncomingMessage): Promise<Json> {
  checkHeaders(incoming);
  const bytes = await readBody(incoming, LIMITS.bodyBytes);
  if (bytes.length === 0) return {};
  if (incoming.headers['content-type'] === undefined) throw unsupported('The body has no Content-Type.');
  return parseJson(decode(bytes));
}

/** Parses text that a client sent. */
function parseJson(text: string): Json {
  const size = checkJsonLimits(text, LIMITS);
  if (!size.ok) throw new MillraceError(size.code, size.problem);
  try {
    const value: unknown = MAY_OVERFLOW.test(text) ? JSON.parse(text, refuseInfinite) : JSON.parse(text);
    return asJson(value);
  } catch (error) {
    if (MillraceError.is(error)) throw error;
    throw new MillraceError('malformed_json', 'The body cannot be read as JSON. Check its syntax.', { cause: error });
  }
}

// A number such as 1e400 would be stored as null: what is returned must be what was sent.
function refuseInfinite(_key: string, value: unknown): unknown {
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
    throw new MillraceError('malformed_json', 'The body holds a number that is too large. Send it as text.');
  }
  return value;
}

function checkHeaders(incoming: IncomingMessage): void {
  const type = incoming.headers['content-type'];
  if (type !== undefined && !JSON_TYPE.test(type)) throw unsupported(`The Content-Type is ${type.slice(0, 100)}.`);
  const encoding = incoming.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw unsupported(`The Content-Encoding is ${encoding.slice(0, 100)}.`);
}

function unsupported(what: string): MillraceError {
  return new MillraceError('unsupported_media_type', `${what} Send JSON as UTF-8 with Content-Type: application/json, not compressed.`);
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new MillraceError('malformed_json', 'The body is not valid UTF-8.', { cause: error });
  }
}

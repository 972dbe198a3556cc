import type { CreateApiKey } from '@millrace/protocol';
import { UsageError } from './usage-error.ts';

export type Scope = CreateApiKey['scopes'][number];

/** What a key may be allowed to do; the compiler holds this list equal to that of the API. */
const SCOPES: { readonly [S in Scope]: true } = {
  'workflows:read': true,
  'runs:start': true,
  'runs:read': true,
  'runs:control': true,
  'runs:delete': true,
  'artifacts:read': true,
  'uploads:write': true,
  'reviews:read': true,
  'reviews:decide': true,
  'keys:admin': true,
  'credits:read': true,
  'credits:admin': true,
};

export function isScope(text: string): text is Scope {
  return Object.hasOwn(SCOPES, text);
}

export function scopeOf(text: string): Scope {
  if (isScope(text)) return text;
  throw new UsageError(`There is no scope ${JSON.stringify(text)}. The scopes are ${Object.keys(SCOPES).join(', ')}.`);
}

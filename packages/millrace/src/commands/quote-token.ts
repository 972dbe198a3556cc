import { createHash } from 'node:crypto';

const TOKEN = /^quote_([\w-]{1,64})\.([\w-]{1,64})$/;

export function formatQuoteToken(id: string, secret: string): string {
  return `quote_${id}.${secret}`;
}

/** Null for what cannot be the token of a quote. */
export function parseQuoteToken(token: string): { readonly id: string; readonly secret: string } | null {
  const [, id, secret] = TOKEN.exec(token) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

/** What is kept of a secret. It has too many random bits to be guessed, so that a plain hash is enough. */
export function hashQuoteSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

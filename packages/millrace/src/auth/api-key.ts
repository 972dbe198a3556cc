import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * A key reads `mr_<env>_<id>_<secret>_<checksum>`: a prefix that secret scanners know, 256 random bits, and a checksum
 * that lets a mistyped key be refused without asking the database. Only a keyed hash of the secret is stored; the secret
 * has so much entropy that a slow hash would add nothing.
 */
export interface ParsedApiKey {
  readonly id: string;
  readonly secret: string;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 16;
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const KEY = /^(mr_[a-z]{2,8}_([0-9A-Za-z]{16})_([0-9A-Za-z]{43}))_([0-9A-Za-z]{6})$/;

/** A new key: the token to show once, and what to keep. */
export function mintApiKey(
  environment: string,
  pepper: string | Uint8Array,
): { readonly id: string; readonly token: string; readonly secretHash: string } {
  const id = randomBase62(ID_LENGTH);
  const secret = randomBase62(SECRET_LENGTH);
  const unsigned = `mr_${environment}_${id}_${secret}`;
  return { id, token: `${unsigned}_${checksum(unsigned)}`, secretHash: hashSecret(pepper, secret) };
}

/** The parts of a token, or null when it is not shaped like a key or its checksum is wrong. */
export function parseApiKey(token: string): ParsedApiKey | null {
  const match = KEY.exec(token);
  if (match === null) return null;
  const [, unsigned = '', id = '', secret = '', given] = match;
  return checksum(unsigned) === given ? { id, secret } : null;
}

export function hashSecret(pepper: string | Uint8Array, secret: string): string {
  return createHmac('sha256', pepper).update(secret).digest('hex');
}

/** Compares in constant time. */
export function matchesHash(pepper: string | Uint8Array, secret: string, secretHash: string): boolean {
  const expected = Buffer.from(secretHash);
  const actual = Buffer.from(hashSecret(pepper, secret));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      // 248 is the largest multiple of 62 in a byte: taking more would favour some letters.
      if (byte < 248 && text.length < length) text += ALPHABET.charAt(byte % 62);
    }
  }
  return text;
}

function checksum(text: string): string {
  let rest = crc32(text);
  let digits = '';
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    digits = ALPHABET.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

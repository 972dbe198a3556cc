import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openLink, signLink } from './signed-link.ts';
import type { LinkClaims } from './signed-link.ts';

const SECRET = Buffer.alloc(32, 7);
const CLAIMS: LinkClaims = {
  workspaceId: 'w-1',
  runId: 'r-1',
  path: 'out/résumé 1.csv',
  expiresAt: 2_000,
  disposition: 'attachment',
  filename: 'Résumé.csv',
};
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('a signed link', () => {
  test('gives back what was signed, until it expires', () => {
    const token = signLink(SECRET, CLAIMS);
    assert.deepEqual(openLink(SECRET, token, 1_999), { ok: true, value: CLAIMS });
    assert.equal(openLink(SECRET, token, 2_000).ok, false);
  });

  test('to a ZIP names the files that are in it', () => {
    const { path: _path, ...terms } = CLAIMS;
    for (const zip of [
      { roles: [], prefix: '' },
      { roles: ['output', 'expected'], prefix: 'out/' },
    ] as const) {
      const claims: LinkClaims = { ...terms, zip };
      assert.deepEqual(openLink(SECRET, signLink(SECRET, claims), 0), { ok: true, value: claims });
    }
  });

  test('fits into a URL as it is', () => {
    assert.match(signLink(SECRET, CLAIMS), /^[\w.-]+$/);
  });

  test('is not valid with any one character changed, the unused bits of the last one included', () => {
    const token = signLink(SECRET, CLAIMS);
    for (let place = 0; place < token.length; place++) {
      for (const character of `${BASE64URL}.=`) {
        if (character === token[place]) continue;
        const forged = token.slice(0, place) + character + token.slice(place + 1);
        assert.equal(openLink(SECRET, forged, 0).ok, false, `${character} at ${place}`);
      }
    }
  });

  test('is not valid cut short, made longer, empty or without a signature', () => {
    const token = signLink(SECRET, CLAIMS);
    const [body = ''] = token.split('.');
    for (const forged of ['', '.', body, `${body}.`, token.slice(0, -1), `${token}A`, `${token}.`, `${token}.${token}`]) {
      assert.equal(openLink(SECRET, forged, 0).ok, false, forged);
    }
  });

  test('is not valid with another secret', () => {
    assert.equal(openLink(Buffer.alloc(32, 8), signLink(SECRET, CLAIMS), 0).ok, false);
  });

  test('says the same about a forged and an expired link', () => {
    const token = signLink(SECRET, CLAIMS);
    assert.deepEqual(openLink(SECRET, `${token}A`, 0), openLink(SECRET, token, 3_000));
  });
});

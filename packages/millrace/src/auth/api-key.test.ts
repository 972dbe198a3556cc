import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hashSecret, matchesHash, mintApiKey, parseApiKey } from './api-key.ts';

const PEPPER = 'pepper of the test';

describe('an API key', () => {
  it('reads mr_<env>_<id>_<secret>_<checksum> and is found whole again', () => {
    const { id, token, secretHash } = mintApiKey('live', PEPPER);
    assert.match(token, /^mr_live_[0-9A-Za-z]{16}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
    const parsed = parseApiKey(token);
    assert.equal(parsed?.id, id);
    assert.ok(parsed !== null && matchesHash(PEPPER, parsed.secret, secretHash));
  });

  it('never comes twice', () => {
    const tokens = new Set(Array.from({ length: 1000 }, () => mintApiKey('live', PEPPER).token));
    assert.equal(tokens.size, 1000);
  });

  it('is refused without asking anybody when one character is changed, wherever it is', () => {
    const { token } = mintApiKey('live', PEPPER);
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'x' ? 'y' : 'x';
      assert.equal(parseApiKey(token.slice(0, at) + other + token.slice(at + 1)), null, `position ${at}`);
    }
  });

  it('is refused when it is cut, padded, quoted or written with look-alikes', () => {
    const { token } = mintApiKey('live', PEPPER);
    const lookAlike = token.replace('mr_', 'мr_');
    for (const bad of [token.slice(0, -1), `${token}0`, ` ${token}`, `${token}\n`, `"${token}"`, lookAlike, '', 'mr_live___']) {
      assert.equal(parseApiKey(bad), null, JSON.stringify(bad));
    }
  });

  it('is only stored as a hash that depends on the pepper', () => {
    const { token, secretHash } = mintApiKey('live', PEPPER);
    const secret = parseApiKey(token)?.secret ?? '';
    assert.ok(!secretHash.includes(secret));
    assert.equal(secretHash, hashSecret(PEPPER, secret));
    assert.equal(matchesHash('another pepper', secret, secretHash), false);
    assert.equal(matchesHash(PEPPER, secret, secretHash.slice(1)), false);
  });
});

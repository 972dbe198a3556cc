import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { isSampled, sampleRank } from './sample-rank.ts';

test('the rank is the first 48 bits of the digest over 2^48', () => {
  assert.equal(sampleRank(new Uint8Array(32)), 0);
  assert.equal(sampleRank(Uint8Array.of(128, 0, 0, 0, 0, 0, 255)), 0.5);
  assert.equal(sampleRank(Uint8Array.of(0, 0, 0, 0, 0, 1)), 2 ** -48);
});

test('the highest rank is below 1 and exact', () => {
  assert.equal(sampleRank(new Uint8Array(32).fill(255)), 1 - 2 ** -48);
  assert.ok(1 - 2 ** -48 < 1);
});

test('a client that follows the documented steps gets the same rank', () => {
  const digest = createHmac('sha256', 'sample-key').update('0198c0de-0000-7000-8000-000000000001').digest();
  assert.equal(sampleRank(digest), Number.parseInt(digest.toString('hex').slice(0, 12), 16) / 281_474_976_710_656);
});

test('ranks of many runs spread evenly', () => {
  const ranks = Array.from({ length: 2_000 }, (_, run) => sampleRank(createHmac('sha256', 'key').update(`run-${run}`).digest()));
  const sampled = ranks.filter((rank) => isSampled(rank, 0.25)).length;
  assert.ok(sampled > 420 && sampled < 580, `${sampled} of 2,000`);
});

test('a sample of nothing is empty and a sample of everything holds the highest rank', () => {
  assert.equal(isSampled(0, 0), false);
  assert.equal(isSampled(1 - 2 ** -48, 1), true);
});

test('a digest that is too short is refused', () => {
  assert.throws(() => sampleRank(new Uint8Array(5)), /needs 6 bytes, not 5/);
});

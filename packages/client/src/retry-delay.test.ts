import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryDelayMs } from './retry-delay.ts';
import type { TryOutcome } from './retry-delay.ts';

const OUTCOME: TryOutcome = { tries: 1, status: 503, code: null, retryAfter: null, isRepeatable: true };

test('answers that say that nothing was done are repeated, if the request may be', () => {
  for (const status of [429, 502, 503, 504, null]) {
    assert.notEqual(retryDelayMs({ ...OUTCOME, status }, 0), null, String(status));
    assert.equal(retryDelayMs({ ...OUTCOME, status, isRepeatable: false }, 0), null, String(status));
  }
  for (const status of [400, 401, 404, 409, 422, 500, 507]) assert.equal(retryDelayMs({ ...OUTCOME, status }, 0), null, String(status));
});

test('a key that is still being handled is tried again, another conflict is not', () => {
  assert.equal(retryDelayMs({ ...OUTCOME, status: 409, code: 'idempotency_in_flight', retryAfter: '1' }, 0), 1000);
  assert.equal(retryDelayMs({ ...OUTCOME, status: 409, code: 'run_not_finished' }, 0), null);
});

test('the server says how long to wait, up to a minute', () => {
  assert.equal(retryDelayMs({ ...OUTCOME, retryAfter: '0' }, 0), 0);
  assert.equal(retryDelayMs({ ...OUTCOME, retryAfter: '60' }, 0), 60_000);
  assert.equal(retryDelayMs({ ...OUTCOME, retryAfter: '8' }, 0.5), 9000);
  assert.equal(retryDelayMs({ ...OUTCOME, retryAfter: '61' }, 0), null);
});

test('without advice the delays double up to a limit, and are spread', () => {
  const delays = [1, 2, 3, 20].map((tries) => retryDelayMs({ ...OUTCOME, tries }, 0));
  assert.deepEqual(delays, [125, 250, 500, 4000]);
  assert.equal(retryDelayMs({ ...OUTCOME, retryAfter: 'Sun, 22 Nov 2026 08:49:37 GMT' }, 1), 250);
});

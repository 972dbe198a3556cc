import assert from 'node:assert/strict';
import { test } from 'node:test';
import { iso, readTime } from './times.ts';

const NOW = Date.UTC(2026, 0, 31, 12);

test('times are relative to now, or ISO dates that are in UTC when they name no zone', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['now', '2026-01-31T12:00:00.000Z'],
    ['now-30d', '2026-01-01T12:00:00.000Z'],
    ['now-90m', '2026-01-31T10:30:00.000Z'],
    ['now+1h', '2026-01-31T13:00:00.000Z'],
    ['now-2w', '2026-01-17T12:00:00.000Z'],
    ['2026-01-02', '2026-01-02T00:00:00.000Z'],
    ['2026-01-02T03:04', '2026-01-02T03:04:00.000Z'],
    ['2026-01-02T03:04:05.678Z', '2026-01-02T03:04:05.678Z'],
    ['2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05.000Z'],
  ];
  for (const [text, expected] of cases) assert.equal(iso(readTime(text, NOW) ?? 0), expected, text);
});

test('anything else is no time', () => {
  for (const text of ['', 'yesterday', 'now-30', 'now-30y', '30d', '2026-13-01', '1767225600', '2026-01-02T25:00']) {
    assert.equal(readTime(text, NOW), null, text);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MillraceUnderTest } from './millrace-under-test.ts';

const under = await MillraceUnderTest.start();

test('a workflow with a limit of one never runs two runs at once, and the more urgent goes first', async () => {
  const log = under.log();
  const first = await under.begin('one-at-a-time', { log, holdMs: 150, name: 'first' });
  await under.status(first, 'running');
  const low = await under.begin('one-at-a-time', { log, holdMs: 5, name: 'low' }, { priority: 1 });
  const high = await under.begin('one-at-a-time', { log, holdMs: 5, name: 'high' }, { priority: 9 });
  for (const id of [first, low, high]) await under.output(id);
  assert.deepEqual(under.effects(log), ['enter first', 'leave first', 'enter high', 'leave high', 'enter low', 'leave low']);
});

test('runs of one concurrency key follow each other while those of other keys run beside them', async () => {
  const log = under.log();
  const keys = Array.from({ length: 30 }, (_, index) => `key-${index % 3}`);
  const ids = await Promise.all(keys.map((key) => under.begin('one-per-key', { log, key }, { concurrencyKey: key })));
  for (const id of ids) await under.output(id);
  const inside = new Map<string, number>();
  let together = 0;
  for (const line of under.effects(log)) {
    const [verb, key = ''] = line.split(' ');
    inside.set(key, (inside.get(key) ?? 0) + (verb === 'enter' ? 1 : -1));
    assert.ok((inside.get(key) ?? 0) <= 1, `two runs of ${key} ran at once`);
    together = Math.max(
      together,
      [...inside.values()].reduce((sum, count) => sum + count, 0),
    );
  }
  assert.ok(together > 1, 'runs of different keys did not run beside each other');
});

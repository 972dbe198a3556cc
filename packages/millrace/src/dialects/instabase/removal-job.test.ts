import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRemovalJob, removalJobId } from './removal-job.ts';

test('only an id that was given out in that workspace is known again', () => {
  const id = removalJobId('secret', 'w1', 'job-1');
  assert.ok(isRemovalJob('secret', 'w1', id));
  assert.ok(!isRemovalJob('secret', 'w2', id));
  assert.ok(!isRemovalJob('another secret', 'w1', id));
  for (const made of ['', '.', 'job-1', 'job-1.', `${id}x`, id.replace('job-1', 'job-2'), '019f.0000000000000000000000']) {
    assert.ok(!isRemovalJob('secret', 'w1', made), made);
  }
});

test('an id can stand in a path as it is', () => {
  assert.match(removalJobId('secret', 'w1', '019f0e0a-0000-7000-8000-000000000000'), /^[\w.-]+$/);
});

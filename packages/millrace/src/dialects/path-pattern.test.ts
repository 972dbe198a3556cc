import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathPattern } from './path-pattern.ts';

test('a path that fits gives its parameters', () => {
  const pattern = pathPattern('/api/v1/workflows/{workflow_id}/runs/{run_id}/status');
  assert.deepEqual(pattern('/api/v1/workflows/w-1/runs/r_2/status'), { workflow_id: 'w-1', run_id: 'r_2' });
});

test('another number of segments, another fixed part and an empty parameter do not fit', () => {
  const pattern = pathPattern('/v1/runs/{run_id}');
  for (const path of ['/v1/runs', '/v1/runs/a/b', '/v2/runs/a', '/v1/runs/']) assert.equal(pattern(path), null, path);
});

test('what is escaped or has a query is left to the router', () => {
  const pattern = pathPattern('/v1/runs/{run_id}');
  for (const path of ['/v1/runs/a%2Fb', '/v1/runs/a?expand=input', '/v1/runs/a:cancel']) assert.equal(pattern(path), null, path);
});

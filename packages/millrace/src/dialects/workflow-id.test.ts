import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workflowId } from './workflow-id.ts';

test('a workflow has one UUID for ever, and another one in another workspace', () => {
  assert.match(workflowId('w1', 'voice'), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(workflowId('w1', 'voice'), workflowId('w1', 'voice'));
  assert.notEqual(workflowId('w1', 'voice'), workflowId('w2', 'voice'));
  assert.notEqual(workflowId('w1', 'voice'), workflowId('w1', 'growth'));
});

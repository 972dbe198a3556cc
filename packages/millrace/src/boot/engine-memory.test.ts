import assert from 'node:assert/strict';
import { totalmem } from 'node:os';
import { test } from 'node:test';
import { machineMemory, sharedEngineMemory } from './engine-memory.ts';

const GB = 1_073_741_824;

test('half of the memory is shared out among the engines and the one for suspects', () => {
  assert.equal(sharedEngineMemory(1, 4 * GB), 1_024);
  assert.equal(sharedEngineMemory(3, 4 * GB), 512);
});

test('an engine has at most 2 GB of a large machine, and 128 MB of the smallest', () => {
  assert.equal(sharedEngineMemory(1, 8 * GB), 2_048);
  assert.equal(sharedEngineMemory(1, 64 * GB), 2_048);
  assert.equal(sharedEngineMemory(64, GB), 128);
});

test('what this process can have is something, and no more than the machine has', () => {
  assert.ok(machineMemory() > 0);
  assert.ok(machineMemory() <= totalmem());
});

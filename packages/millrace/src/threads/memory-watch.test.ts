import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { after, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { heapLimit, MemoryWatch } from './memory-watch.ts';

const LIMIT_MB = 128;
const GROWING_HEAP = 'const kept = []; for (;;) kept.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));';
const GROWING_BUFFERS = 'const kept = []; for (;;) kept.push(Buffer.alloc(100_000, 1));';
/** Three times the limit in all, of which it keeps nothing. */
const GARBAGE =
  'let last; for (let i = 0; i < 12_000; i++) last = Array.from({ length: 1_000 }, (_, index) => ({ index })); require("node:worker_threads").parentPort.postMessage(last.length);';

function start(code: string): Worker {
  const worker = new Worker(code, { eval: true, resourceLimits: heapLimit(LIMIT_MB) });
  after(() => worker.terminate());
  return worker;
}

for (const [what, code] of [
  ['its heap', GROWING_HEAP],
  ['its buffers', GROWING_BUFFERS],
] as const) {
  test(`a thread that never comes to rest is found when ${what} has passed the limit`, async () => {
    const worker = start(code);
    const { promise, resolve } = Promise.withResolvers<true>();
    const watch = new MemoryWatch(worker, LIMIT_MB, () => resolve(true));
    await promise;
    await worker.terminate();
    assert.ok(watch.latest !== null);
    assert.ok(watch.latest.heap_mb + watch.latest.buffers_mb >= LIMIT_MB, JSON.stringify(watch.latest));
  });
}

test('a thread that lets go of what it takes is left alone, however much it is in all', async () => {
  const worker = start(`${GARBAGE} setInterval(() => {}, 1_000);`);
  let found = false;
  const watch = new MemoryWatch(worker, LIMIT_MB, () => {
    found = true;
  });
  await once(worker, 'message');
  const seen = watch.latest;
  while (watch.latest === seen) await nextTurn();
  assert.equal(found, false);
});

test('V8 has its own limit half as far again, because it would end the whole process', () => {
  assert.equal(heapLimit(1_000).maxOldGenerationSizeMb, 1_500);
});

import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { PLANTS } from './plants/plants.ts';
import { installSourceHooks } from './source-hooks.ts';
import type { LaneOrder } from './run-seeds.ts';

/** Entry of a thread that lives through seeds, one after the other. Everything that it loads comes after the hooks. */

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const { first, step, last, plant, keepsTrace } = orderOf(workerData);
installSourceHooks(PLANTS.find(({ name }) => name === plant) ?? null);
const { simulateSeed } = await import('./simulate-seed.ts');
const { WorkflowRegistry } = await import('../../packages/millrace/src/workflow/registry.ts');
const { MemoryDatabase } = await import('./world/memory-database.ts');
const { installVirtualTimers } = await import('./world/virtual-timers.ts');

const registry = new WorkflowRegistry();
await registry.load(fileURLToPath(new URL('./workflows', import.meta.url)));
if (registry.problems.length > 0) throw new Error(registry.problems.join('\n'));
const ground = { registry, database: new MemoryDatabase() };
installVirtualTimers();
for (let seed = first; seed <= last; seed += step) parentPort.postMessage(await simulateSeed(seed, ground, keepsTrace));
parentPort.postMessage(null);

function orderOf(handedOver: unknown): LaneOrder {
  assertOrder(handedOver);
  return handedOver;
}

/** Only run-seeds.ts starts this file. */
function assertOrder(value: unknown): asserts value is LaneOrder {
  void value;
}

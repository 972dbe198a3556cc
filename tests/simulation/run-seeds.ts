import { Worker } from 'node:worker_threads';
import type { SeedResult } from './simulate-seed.ts';

export interface LaneOrder {
  readonly first: number;
  readonly step: number;
  readonly last: number;
  /** Name of a bug to plant. */
  readonly plant: string | null;
  readonly keepsTrace: boolean;
}

export interface SeedsOrder {
  readonly first: number;
  readonly count: number;
  /** Threads; each takes every so many-th seed. */
  readonly lanes: number;
  readonly plant?: string | null;
  readonly keepsTrace?: boolean;
  /** True when this result is enough. */
  readonly heard: (result: SeedResult) => boolean;
}

/** Lives through seeds on several threads, until all are through or `heard` has enough. */
export async function runSeeds({ first, count, lanes, plant = null, keepsTrace = false, heard }: SeedsOrder): Promise<void> {
  const workers: Worker[] = [];
  const stop = (): void => {
    for (const worker of workers) void worker.terminate();
  };
  const orders = Array.from({ length: Math.min(lanes, count) }, (_, lane): LaneOrder => {
    return { first: first + lane, step: lanes, last: first + count - 1, plant, keepsTrace };
  });
  await Promise.all(
    orders.map(async (order) => {
      const worker = new Worker(new URL('./lane.ts', import.meta.url), { workerData: order });
      workers.push(worker);
      await new Promise<void>((resolve, reject) => {
        worker.on('message', (result: SeedResult | null) => {
          if (result !== null && heard(result)) stop();
        });
        worker.on('error', reject);
        worker.on('exit', () => resolve());
      });
    }),
  );
}

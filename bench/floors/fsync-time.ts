import { closeSync, fsyncSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../order-statistics.ts';

/** What this disk takes to append a page and sync it: the median in milliseconds. */
export function measureFsyncMs(folder: string, times: number): number {
  const path = join(folder, `fsync-${process.pid}.bin`);
  const file = openSync(path, 'w');
  const page = Buffer.alloc(4096, 1);
  const took: number[] = [];
  for (let index = 0; index < times; index++) {
    writeSync(file, page);
    const begun = performance.now();
    fsyncSync(file);
    took.push(performance.now() - begun);
  }
  closeSync(file);
  unlinkSync(path);
  return median(took);
}

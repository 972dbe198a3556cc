import type { ResourceLimits, Worker } from 'node:worker_threads';
import { SMALL_NURSERY } from './small-nursery.ts';

const LOOK_EVERY_MS = 100;
const MB = 1_048_576;
/**
 * V8 ends the whole process, not the thread, when one large value does not fit below its own limit. That one is therefore
 * kept away from ours; further away, and it would leave so much uncollected that our limit is passed without any leak.
 */
const ROOM_BESIDE = 1.5;

/** What V8 is told, of a thread that may take `memoryMb`. */
export function heapLimit(memoryMb: number): ResourceLimits {
  return { ...SMALL_NURSERY, maxOldGenerationSizeMb: Math.ceil(memoryMb * ROOM_BESIDE) };
}

/** What a thread takes, in MB: its heap with what is not collected yet, and buffers, which are outside of it. */
export interface MemoryTaken {
  readonly heap_mb: number;
  readonly buffers_mb: number;
}

/** Looks at what a thread takes for as long as it lives, loops without end included. It ends nothing itself. */
export class MemoryWatch {
  /** Null before the first look. */
  latest: MemoryTaken | null = null;
  private readonly worker: Worker;
  private isAsking = false;

  /** `exceeded` may be called again until the thread is gone. */
  constructor(worker: Worker, memoryMb: number, exceeded: () => void) {
    this.worker = worker;
    const timer = setInterval(() => void this.look(memoryMb, exceeded), LOOK_EVERY_MS);
    timer.unref();
    worker.once('exit', () => clearInterval(timer));
  }

  private async look(memoryMb: number, exceeded: () => void): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    const found = await this.worker.getHeapStatistics().catch(() => null);
    this.isAsking = false;
    // It has not begun yet, or it has just ended.
    if (found === null) return;
    const { used_heap_size: heap, external_memory: buffers } = found;
    this.latest = { heap_mb: Math.round(heap / MB), buffers_mb: Math.round(buffers / MB) };
    if (heap + buffers > memoryMb * MB) exceeded();
  }
}

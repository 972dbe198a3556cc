import type { ResourceLimits } from 'node:worker_threads';

/**
 * V8 lets the part of a heap in which objects are born grow to some 100 MB a thread. Two semi-spaces of 8 MB do the same work
 * in the same time: most of what a thread of ours makes is gone within milliseconds.
 */
export const SMALL_NURSERY: ResourceLimits = { maxYoungGenerationSizeMb: 24 };

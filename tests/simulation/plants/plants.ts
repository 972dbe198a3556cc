import { ENGINE_PLANTS } from './engine-plants.ts';
import { JOURNAL_PLANTS } from './journal-plants.ts';
import { SERVER_PLANTS } from './server-plants.ts';
import type { Plant } from './plant.ts';

/** A simulation that misses one of these is blind to a kind of bug. */
export const PLANTS: readonly Plant[] = [...SERVER_PLANTS, ...JOURNAL_PLANTS, ...ENGINE_PLANTS];

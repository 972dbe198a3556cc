import type { Gap } from '../dialect.ts';

/** The vendor documents three endpoints, and all of them are served. */
export const GAPS: readonly Gap[] = [];

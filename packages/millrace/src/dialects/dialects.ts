import { automindz } from './automindz/dialect.ts';
import type { Dialect } from './dialect.ts';

/** Every dialect that is served. */
export const DIALECTS: readonly Dialect[] = [automindz];

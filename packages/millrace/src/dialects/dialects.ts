import { automindz } from './automindz/dialect.ts';
import { deepcurrent } from './deepcurrent/dialect.ts';
import type { Dialect } from './dialect.ts';
import { eigenpal } from './eigenpal/dialect.ts';

/** Every dialect that is served. */
export const DIALECTS: readonly Dialect[] = [automindz, deepcurrent, eigenpal];

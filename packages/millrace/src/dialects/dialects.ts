import { automindz } from './automindz/dialect.ts';
import { deepcurrent } from './deepcurrent/dialect.ts';
import type { Dialect } from './dialect.ts';
import { eigenpal } from './eigenpal/dialect.ts';
import { instabase } from './instabase/dialect.ts';
import { onepin } from './onepin/dialect.ts';

/** Every dialect that is served. */
export const DIALECTS: readonly Dialect[] = [automindz, onepin, instabase, deepcurrent, eigenpal];

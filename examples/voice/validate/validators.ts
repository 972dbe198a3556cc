import type { Validator, ValidatorKind } from './validator.ts';
import { clipping } from './clipping.ts';
import { duration } from './duration.ts';
import { level } from './level.ts';
import { silence } from './silence.ts';

/** In the order in which a take passes them; the graph shows the same. */
export const VALIDATORS: readonly Validator[] = [duration, silence, clipping, level];

export type Thresholds = { readonly [K in ValidatorKind]: number };

import type { Measurements } from '../audio/measure.ts';
import type { TakeSettings } from '../speech/settings.ts';

export type ValidatorKind = 'duration' | 'silence' | 'clipping' | 'level';

/** What was found in one take. */
export interface Finding {
  /** 0 to 100. */
  readonly score: number;
  readonly value: number;
  readonly unit: string;
  /** What is wrong, in a word; `none` when nothing is. */
  readonly problem: string;
}

export interface Validator {
  readonly kind: ValidatorKind;
  readonly label: string;
  readonly judge: (take: Measurements, text: string) => Finding;
  /** Other settings that may do better, given what was wrong. */
  readonly remedy: (settings: TakeSettings, finding: Finding) => TakeSettings;
}

/** Rounded down, so that nothing passes a threshold that it does not reach. */
export function toScore(value: number): number {
  return Math.floor(Math.max(0, Math.min(100, value)) * 10) / 10;
}

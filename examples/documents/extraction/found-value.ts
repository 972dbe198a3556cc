import type { Word } from '../reading/text-layer.ts';
import { boxAround } from '../reading/text-layer.ts';
import { type Coordinates, coordinatesOf } from '../results/document-result.ts';
import type { Parsed } from './parsed.ts';

/** A place where the value of a field may stand. */
export interface FoundValue {
  readonly reading: Parsed;
  /** How likely this is the field, going by where it stands, 0 to 1. */
  readonly fit: number;
  readonly page: number;
  readonly words: readonly Word[];
}

export function coordinatesOfWords(words: readonly Word[], page: number): readonly Coordinates[] {
  return words.length === 0 ? [] : [coordinatesOf(boxAround(words.map(({ box }) => box)), page)];
}

/** The mean over the words; null when they were never an image. */
export function ocrConfidence(words: readonly Word[]): number | null {
  const known = words.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  return known.length === 0 ? null : inFourDigits(known.reduce((sum, confidence) => sum + confidence, 0) / known.length);
}

export function inFourDigits(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

/** Sound in one channel, as 16-bit samples. */
export interface Recording {
  readonly sampleRate: number;
  readonly samples: Int16Array;
}

const FULL_SCALE = 32_768;

export function durationMs({ samples, sampleRate }: Recording): number {
  return Math.round((1000 * samples.length) / sampleRate);
}

/** Decibels below full scale; silence has no level, so it is given the lowest that 16 bits can say. */
export const FLOOR_DB = -96;

export function decibels(amplitude: number): number {
  return amplitude <= 0 ? FLOOR_DB : Math.max(FLOOR_DB, 20 * Math.log10(amplitude / FULL_SCALE));
}

import type { Recording } from './recording.ts';

const COLUMNS = 200;

export interface Waveform {
  readonly duration_ms: number;
  /** The lowest and the highest sample of each column, in percent of full scale. */
  readonly peaks: readonly (readonly [low: number, high: number])[];
}

/** What a picture of the sound needs: at most 200 columns. */
export function drawWaveform({ samples, sampleRate }: Recording): Waveform {
  const width = Math.max(1, Math.ceil(samples.length / COLUMNS));
  const peaks: (readonly [number, number])[] = [];
  for (let from = 0; from < samples.length; from += width) {
    const column = samples.subarray(from, from + width);
    const low = column.reduce((a, b) => Math.min(a, b));
    const high = column.reduce((a, b) => Math.max(a, b));
    peaks.push([Math.round(low / 327.68), Math.round(high / 327.68)]);
  }
  return { duration_ms: Math.round((1000 * samples.length) / sampleRate), peaks };
}

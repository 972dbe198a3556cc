import type { Recording } from './recording.ts';

export const RATE = 22_050;

/** So many milliseconds of a tone, or of silence when the amplitude is 0. Beyond full scale, it is cut off. */
export function tone(ms: number, amplitude: number, frequency = 220): Int16Array {
  return Int16Array.from({ length: Math.round((ms * RATE) / 1000) }, (_, index) => {
    const value = amplitude * Math.sin((2 * Math.PI * frequency * index) / RATE);
    return Math.max(-32_768, Math.min(32_767, Math.round(value)));
  });
}

export function recording(...pieces: readonly Int16Array[]): Recording {
  return { sampleRate: RATE, samples: Int16Array.from(pieces.flatMap((piece) => [...piece])) };
}

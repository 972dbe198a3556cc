import type { Recording } from './recording.ts';

/** Louder or quieter by so many decibels. What goes beyond full scale is cut off there: that is what clipping is. */
export function changeGain({ samples, sampleRate }: Recording, gainDb: number): Recording {
  if (gainDb === 0) return { samples, sampleRate };
  const factor = 10 ** (gainDb / 20);
  return { samples: samples.map((sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * factor)))), sampleRate };
}

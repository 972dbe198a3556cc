import { FLOOR_DB, type Recording, decibels, durationMs } from './recording.ts';
import { type Frames, findPauses, findSpeech } from './find-speech.ts';

/** What can be said of a recording without knowing what is spoken in it. */
export interface Measurements {
  readonly duration_ms: number;
  readonly peak_dbfs: number;
  /** Over everything, pauses included. */
  readonly rms_dbfs: number;
  /** Over the frames in which somebody speaks. */
  readonly speech_level_dbfs: number;
  /** The share of samples at full scale, 0 to 1. */
  readonly clipping_ratio: number;
  readonly leading_silence_ms: number;
  readonly trailing_silence_ms: number;
  readonly longest_pause_ms: number;
}

const CLIPPED_FROM = 32_766;

export function measure(recording: Recording): Measurements {
  const { samples, sampleRate } = recording;
  let peak = 0;
  let clipped = 0;
  let energy = 0;
  for (const sample of samples) {
    const amplitude = Math.abs(sample);
    if (amplitude > peak) peak = amplitude;
    if (amplitude >= CLIPPED_FROM) clipped++;
    energy += sample * sample;
  }
  const frames = findSpeech(recording);
  const inMs = (count: number): number => Math.round((1000 * count) / sampleRate);
  const silent = frames.first < 0;
  return {
    duration_ms: durationMs(recording),
    peak_dbfs: round(decibels(peak)),
    rms_dbfs: round(samples.length === 0 ? FLOOR_DB : decibels(Math.sqrt(energy / samples.length))),
    speech_level_dbfs: round(speechLevel(frames, samples.length)),
    clipping_ratio: samples.length === 0 ? 0 : clipped / samples.length,
    leading_silence_ms: inMs(silent ? samples.length : frames.first * frames.size),
    trailing_silence_ms: inMs(silent ? samples.length : Math.max(0, samples.length - (frames.last + 1) * frames.size)),
    longest_pause_ms: inMs(frames.size * Math.max(0, ...findPauses(frames).map(({ length }) => length))),
  };
}

function speechLevel({ size, energy, loud }: Frames, sampleCount: number): number {
  let sum = 0;
  let count = 0;
  for (const [index, frameEnergy] of energy.entries()) {
    if (loud[index] !== true) continue;
    sum += frameEnergy;
    count += Math.min(size, sampleCount - index * size);
  }
  return count === 0 ? FLOOR_DB : decibels(Math.sqrt(sum / count));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

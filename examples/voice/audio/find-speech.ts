import { decibels, type Recording } from './recording.ts';

const FRAME_MS = 10;
/** A frame below this level counts as silent: well above the noise of 16 bits, well below the quietest speech. */
const SILENT_BELOW_DB = -50;

export interface Frames {
  /** Samples per frame; the last one may be shorter. */
  readonly size: number;
  /** The sum of the squares of the samples of each frame. */
  readonly energy: readonly number[];
  readonly loud: readonly boolean[];
  /** The first and the last frame with speech in it; -1 when there is none. */
  readonly first: number;
  readonly last: number;
}

/** Cuts a recording into frames of 10 ms and says in which of them somebody speaks. */
export function findSpeech({ samples, sampleRate }: Recording): Frames {
  const size = Math.max(1, Math.round((sampleRate * FRAME_MS) / 1000));
  const energy: number[] = [];
  const loud: boolean[] = [];
  for (let from = 0; from < samples.length; from += size) {
    const frame = samples.subarray(from, from + size);
    const sum = frame.reduce((total, sample) => total + sample * sample, 0);
    energy.push(sum);
    loud.push(decibels(Math.sqrt(sum / frame.length)) >= SILENT_BELOW_DB);
  }
  return { size, energy, loud, first: loud.indexOf(true), last: loud.lastIndexOf(true) };
}

/** The silent stretches between the first and the last word, in frames. */
export function findPauses({ loud, first, last }: Frames): readonly { readonly from: number; readonly length: number }[] {
  const pauses: { from: number; length: number }[] = [];
  let from = -1;
  for (let frame = Math.max(0, first); frame <= last; frame++) {
    if (loud[frame] === false && from < 0) from = frame;
    if (loud[frame] === true && from >= 0) {
      pauses.push({ from, length: frame - from });
      from = -1;
    }
  }
  return pauses;
}

import type { Recording } from '../audio/recording.ts';
import { joinSamples } from '../audio/join-samples.ts';
import { readFile } from 'node:fs/promises';

export const PROVIDER = 'local';
export const MODEL = 'espeak-ng';

export interface Utterance {
  readonly text: string;
  /** As `voiceId` names it. */
  readonly voice: string;
  readonly speed: number;
  readonly pitch: number;
}

/** Says a text aloud. The same samples for the same utterance, whatever was said before. */
export type Synthesiser = (utterance: Utterance) => Promise<Recording>;

const ESPEAK = '@echogarden/espeak-ng-emscripten';

/**
 * Loads the program and its voices (24 MB), which are kept in memory as long as what is returned here. Each utterance gets an
 * instance of its own: a used one adds other noise to the next utterance, so that a run taken up again would not sound the same.
 */
export async function openSynthesiser(): Promise<Synthesiser> {
  const { default: start } = await import('@echogarden/espeak-ng-emscripten');
  const file = await readFile(new URL(import.meta.resolve(`${ESPEAK}/espeak-ng.data`)));
  const voices = new Uint8Array(file).buffer;
  return async ({ text, voice, speed, pitch }) => {
    const { eSpeakNGWorker: Worker } = await start({ getPreloadedPackage: () => voices });
    const worker = new Worker();
    if (worker.set_voice(voice) !== 0) throw new Error(`The synthesiser has no voice ${voice}.`);
    worker.set_rate(speed);
    worker.set_pitch(pitch);
    const pieces: Int16Array[] = [];
    worker.synthesize(escapeMarkup(text), (samples) => {
      if (samples !== undefined) pieces.push(samples);
      return false;
    });
    return { sampleRate: worker.get_samplerate(), samples: joinSamples(pieces) };
  };
}

/** The program takes markup, and a line of a script is none. */
function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

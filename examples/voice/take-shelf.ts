import { type Synthesiser, openSynthesiser } from './speech/synthesiser.ts';
import type { Clip } from './clip.ts';
import type { Recording } from './audio/recording.ts';
import type { TakeSettings } from './speech/settings.ts';
import type { Timbre } from './speech/voices.ts';
import { makeTake } from './speech/make-take.ts';
import { voiceId } from './speech/voices.ts';
import { writeWav } from './audio/wav.ts';

/** Where takes lie between being spoken and being stored. One that a crash has lost is spoken again, and sounds the same. */
export class TakeShelf {
  readonly #timbre: Timbre;
  readonly #takes = new Map<string, Recording>();
  #synthesiser: Promise<Synthesiser> | null = null;

  constructor(timbre: Timbre) {
    this.#timbre = timbre;
  }

  async speak(clip: Clip, settings: TakeSettings, path: string): Promise<Recording> {
    this.#synthesiser ??= openSynthesiser();
    const recording = await makeTake(await this.#synthesiser, clip.text, voiceId(clip.voiceLanguage, this.#timbre), settings);
    this.#takes.set(path, recording);
    return recording;
  }

  /** The file of a take, which is taken off the shelf. Nothing is done before it is read. */
  async *wav(clip: Clip, settings: TakeSettings, path: string): AsyncGenerator<Uint8Array> {
    yield writeWav(this.#takes.get(path) ?? (await this.speak(clip, settings, path)));
    this.#takes.delete(path);
  }

  /** Lets go of the synthesiser and its voices until somebody speaks again. */
  clear(): void {
    this.#takes.clear();
    this.#synthesiser = null;
  }
}

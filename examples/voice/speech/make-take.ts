import type { Recording } from '../audio/recording.ts';
import type { Synthesiser } from './synthesiser.ts';
import type { TakeSettings } from './settings.ts';
import { changeGain } from '../audio/change-gain.ts';
import { trimSilence } from '../audio/trim-silence.ts';

/** Speaks a text and does to the sound what the settings ask for. */
export async function makeTake(synthesiser: Synthesiser, text: string, voice: string, settings: TakeSettings): Promise<Recording> {
  const { speed, pitch, gain_db, trim } = settings;
  const spoken = await synthesiser({ text, voice, speed, pitch });
  return changeGain(trim ? trimSilence(spoken) : spoken, gain_db);
}

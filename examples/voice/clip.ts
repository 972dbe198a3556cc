import type { ArtifactRef } from 'millrace';
import type { Measurements } from './audio/measure.ts';
import type { ScriptLine } from './script.ts';
import type { TakeSettings } from './speech/settings.ts';
import type { ValidatorKind } from './validate/validator.ts';
import type { VoiceInput } from './input-schema.ts';
import { voiceFor } from './speech/voices.ts';

/** One line in one language: what is spoken, checked, and delivered or dropped. */
export interface Clip {
  readonly lineId: string;
  readonly lineIndex: number;
  readonly locale: string;
  readonly voiceLanguage: string;
  readonly text: string;
}

/** What one validator said about one take. */
export interface Validation {
  readonly node_id: string;
  readonly kind: ValidatorKind;
  readonly label: string;
  readonly attempt: number;
  readonly score: number;
  readonly threshold: number;
  readonly status: 'pass' | 'fail';
  readonly value: number;
  readonly unit: string;
  readonly problem: string;
}

export interface Take {
  /** From 1. */
  readonly attempt: number;
  readonly settings: TakeSettings;
  readonly file: ArtifactRef;
  readonly measurements: Measurements;
}

/** A clip and all that has happened to it so far. */
export interface ClipState {
  readonly clip: Clip;
  readonly take: Take | null;
  /** Of the next take. */
  readonly settings: TakeSettings;
  readonly takes: number;
  readonly validations: readonly Validation[];
  readonly status: 'open' | 'delivered' | 'dropped';
  readonly reason: string | null;
}

const NOTHING_TO_SAY = 'empty_after_normalising';

/** Each line in each language that it is wanted in. A line without words is dropped before it is spoken. */
export function planClips(lines: readonly ScriptLine[], spoken: ReadonlyMap<string, string>, input: VoiceInput): readonly ClipState[] {
  const settings = { speed: input.speed, pitch: input.pitch, gain_db: input.gain_db, trim: false };
  return lines.flatMap(({ lineId, index, language }) =>
    localesOf(language, input).map((locale): ClipState => {
      const text = spoken.get(lineId) ?? '';
      const clip = { lineId, lineIndex: index, locale, voiceLanguage: voiceFor(locale) ?? locale, text };
      const dropped = text === '';
      return {
        clip,
        take: null,
        settings,
        takes: 0,
        validations: [],
        status: dropped ? 'dropped' : 'open',
        reason: dropped ? NOTHING_TO_SAY : null,
      };
    }),
  );
}

export function localesOf(lineLanguage: string, { languages }: Pick<VoiceInput, 'languages'>): readonly string[] {
  return [...new Set(languages ?? [lineLanguage])];
}

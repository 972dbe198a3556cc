import type { ClipState } from '../clip.ts';
import { MODEL, PROVIDER } from '../speech/synthesiser.ts';
import { type Timbre, voiceId } from '../speech/voices.ts';

/** One clip as the record set and the manifest show it. `verdicts` are those of the validators that rejected a take of it. */
export interface Card {
  readonly locale: string;
  readonly status: 'delivered' | 'dropped';
  readonly reason: string | null;
  /** The last take: the delivered file, or what was dropped. Null when nothing was spoken. */
  readonly audio: {
    readonly path: string;
    readonly duration_ms: number;
    readonly content_type: string;
    readonly size_bytes: number;
    readonly provider: string;
    readonly model: string;
    readonly waveform: string | null;
    readonly measurements: { readonly [name: string]: number };
  } | null;
  /** What each validator said about the last take that it saw. */
  readonly validations: readonly {
    readonly node_id: string;
    readonly kind: string;
    readonly label: string;
    readonly score: number;
    readonly threshold: number;
    readonly status: 'pass' | 'fail';
    readonly value: number;
    readonly unit: string;
    readonly problem: string;
  }[];
  readonly voice: {
    readonly id: string;
    readonly language: string;
    readonly speed: number;
    readonly pitch: number;
    readonly gain_db: number;
    readonly trimmed: boolean;
  };
  readonly retry_count: number;
  readonly verdicts: readonly {
    readonly validator_node_id: string;
    readonly validator_kind: string;
    readonly validator_label: string;
    readonly score: number;
    readonly threshold: number;
    readonly attempt: number;
    readonly problem: string;
  }[];
}

export function audioPath({ clip }: ClipState): string {
  return `audio/${clip.locale}/${clip.lineId}.wav`;
}

export function waveformPath({ clip }: ClipState): string {
  return `waveforms/${clip.locale}/${clip.lineId}.json`;
}

export function presentCard(state: ClipState, timbre: Timbre): Card {
  const { clip, take, takes, status, reason, validations } = state;
  const { speed, pitch, gain_db, trim } = take?.settings ?? state.settings;
  const newest = new Map(validations.map((validation) => [validation.kind, validation]));
  return {
    locale: clip.locale,
    status: status === 'delivered' ? 'delivered' : 'dropped',
    reason,
    audio: presentAudio(state),
    validations: [...newest.values()].map(({ node_id, kind, label, score, threshold, status: result, value, unit, problem }) => ({
      node_id,
      kind,
      label,
      score,
      threshold,
      status: result,
      value,
      unit,
      problem,
    })),
    voice: { id: voiceId(clip.voiceLanguage, timbre), language: clip.voiceLanguage, speed, pitch, gain_db, trimmed: trim },
    retry_count: Math.max(0, takes - 1),
    verdicts: validations
      .filter((validation) => validation.status === 'fail')
      .map(({ node_id, kind, label, score, threshold, attempt, problem }) => ({
        validator_node_id: node_id,
        validator_kind: kind,
        validator_label: label,
        score,
        threshold,
        attempt,
        problem,
      })),
  };
}

function presentAudio(state: ClipState): Card['audio'] {
  const { take, status } = state;
  if (take === null) return null;
  const delivered = status === 'delivered';
  return {
    path: delivered ? audioPath(state) : take.file.artifact,
    duration_ms: take.measurements.duration_ms,
    content_type: take.file.mediaType,
    size_bytes: take.file.sizeBytes,
    provider: PROVIDER,
    model: MODEL,
    waveform: delivered ? waveformPath(state) : null,
    measurements: { ...take.measurements },
  };
}

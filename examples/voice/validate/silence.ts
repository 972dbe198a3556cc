import { type Validator, toScore } from './validator.ts';

const LIMITS_MS = { leading: 200, trailing: 300, pause: 700 };

/** Fails clips that begin or end with silence, or are silent for long in the middle. */
export const silence: Validator = {
  kind: 'silence',
  label: 'Silence',
  judge: ({ leading_silence_ms, trailing_silence_ms, longest_pause_ms }) => {
    const stretches = [
      ['long_lead', leading_silence_ms, LIMITS_MS.leading],
      ['long_tail', trailing_silence_ms, LIMITS_MS.trailing],
      ['long_pause', longest_pause_ms, LIMITS_MS.pause],
    ] as const;
    const [problem, value, limit] = stretches.reduce((worst, next) => (next[1] / next[2] > worst[1] / worst[2] ? next : worst));
    return { score: toScore((100 * limit) / Math.max(limit, value)), value, unit: 'ms', problem: value > limit ? problem : 'none' };
  },
  remedy: (settings) => ({ ...settings, trim: true }),
};

import { type Validator, toScore } from './validator.ts';

/** How loud speech should be, and how far off it may be before it costs points. */
const TARGET_DBFS = -20;
const TOLERANCE_DB = 1.5;
const POINTS_PER_DB = 10;
/** Below this there is nothing to make louder. */
const SILENT_BELOW_DBFS = -60;
const MOST_GAIN_DB = 30;

/** Fails clips that are much louder or quieter than the others. */
export const level: Validator = {
  kind: 'level',
  label: 'Loudness',
  judge: ({ speech_level_dbfs }) => {
    const off = Math.abs(speech_level_dbfs - TARGET_DBFS);
    const wrong = speech_level_dbfs < TARGET_DBFS ? 'too_quiet' : 'too_loud';
    return {
      score: toScore(100 - POINTS_PER_DB * Math.max(0, off - TOLERANCE_DB)),
      value: speech_level_dbfs,
      unit: 'dBFS',
      problem: off > TOLERANCE_DB ? wrong : 'none',
    };
  },
  remedy: (settings, { value }) => {
    if (value < SILENT_BELOW_DBFS) return settings;
    const gain = settings.gain_db + TARGET_DBFS - value;
    return { ...settings, gain_db: Math.round(10 * Math.max(-MOST_GAIN_DB, Math.min(MOST_GAIN_DB, gain))) / 10 };
  },
};

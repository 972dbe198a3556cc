import { type Validator, toScore } from './validator.ts';

/** One sample in a thousand at full scale is heard as a crackle, and costs these points. */
const POINTS_PER_THOUSANDTH = 15;
const QUIETER_BY_DB = 3;

/** Fails clips whose loud parts are cut off. */
export const clipping: Validator = {
  kind: 'clipping',
  label: 'Clipping',
  judge: ({ clipping_ratio }) => ({
    score: toScore(100 - POINTS_PER_THOUSANDTH * 1000 * clipping_ratio),
    value: Math.round(clipping_ratio * 1e6) / 1e4,
    unit: 'percent',
    problem: clipping_ratio > 0 ? 'clipped' : 'none',
  }),
  // The more is cut off, the further down it has to go; nobody can tell from the rest how far.
  remedy: (settings, { value }) => ({ ...settings, gain_db: settings.gain_db - QUIETER_BY_DB * Math.min(4, 1 + Math.floor(value)) }),
};

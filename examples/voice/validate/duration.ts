import { FASTEST, SLOWEST } from '../speech/settings.ts';
import { type Validator, toScore } from './validator.ts';

/** A shorter clip is over before anybody listens. */
const SHORTEST_MS = 500;
/** Letters per second: what people can follow, and what does not drag. Chinese, Japanese and Korean letters carry more each. */
const PACE = { slowest: 4, fastest: 22 };
const PACE_OF_SYLLABLES = { slowest: 1.5, fastest: 10 };
/** In fewer letters than these a long vowel or two look like a slow voice. */
const LETTERS_THAT_CAN_DRAG = 20;

/** Fails clips that are too short to be heard, or faster or slower than anybody would speak. */
export const duration: Validator = {
  kind: 'duration',
  label: 'Duration and pace',
  judge: ({ duration_ms }, text) => {
    const letters = [...text.matchAll(/[\p{L}\p{N}]/gu)].length;
    const perSecond = duration_ms === 0 ? 0 : (1000 * letters) / duration_ms;
    const { slowest, fastest } = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text)
      ? PACE_OF_SYLLABLES
      : PACE;
    const shares = [
      ['too_short', duration_ms / SHORTEST_MS],
      ['too_fast', perSecond === 0 ? 0 : fastest / perSecond],
      ['too_slow', letters < LETTERS_THAT_CAN_DRAG ? 1 : perSecond / slowest],
    ] as const;
    const [problem, share] = shares.reduce((worst, next) => (next[1] < worst[1] ? next : worst));
    return { score: toScore(100 * share), value: duration_ms, unit: 'ms', problem: share < 1 ? problem : 'none' };
  },
  remedy: (settings, { problem }) => {
    const speed = problem === 'too_slow' ? settings.speed * 1.25 : settings.speed * 0.8;
    return { ...settings, speed: Math.round(Math.max(SLOWEST, Math.min(FASTEST, speed))) };
  },
};

import { readFileSync } from 'node:fs';

/** One effect as the outside world saw it. The process that asked for it is named by its pid. */
export interface Effect {
  /** The effect server's own count, from 1. */
  readonly sequence: number;
  readonly at: number;
  readonly pid: number;
  readonly runId: string;
  readonly step: string;
  /** The index of the item when the step is a map. */
  readonly item: number | null;
  readonly effectId: string;
  readonly attempt: number;
}

export type EffectRequest = Omit<Effect, 'sequence' | 'at' | 'effectId'> & { readonly value: number };

/** What an effect answers: a pure function of what it was asked, so that right results are known beforehand. */
export function effectAnswer(step: string, value: number): number {
  return [...step].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 99_991, value + 7);
}

export function readEffectLog(path: string): readonly Effect[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line): Effect => JSON.parse(line));
}

import { readFileSync } from 'node:fs';
import { z } from 'zod';

export const effectRequest = z.object({
  pid: z.int().meta({ description: 'The process that asked for it.' }),
  runId: z.string(),
  step: z.string(),
  item: z.int().nullable().meta({ description: 'The index of the item when the step is a map.' }),
  attempt: z.int(),
  value: z.number(),
});
export type EffectRequest = z.infer<typeof effectRequest>;

const effect = effectRequest.omit({ value: true }).extend({
  sequence: z.int().meta({ description: "The effect server's own count, from 1." }),
  at: z.number(),
  effectId: z.string(),
});

/** One effect as the outside world saw it. */
export type Effect = Readonly<z.infer<typeof effect>>;

export const effectAnswer = z.object({ value: z.number() });

/** What an effect answers: a pure function of what it was asked, so that right results are known beforehand. */
export function answerOf(step: string, value: number): number {
  let answer = value + 7;
  for (const letter of Buffer.from(step)) answer = (answer * 31 + letter) % 99_991;
  return answer;
}

export function readEffectLog(path: string): readonly Effect[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => effect.parse(JSON.parse(line)));
}

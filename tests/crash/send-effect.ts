import type { StepContext } from 'millrace';
import { effectAnswer } from './effect-log.ts';
import type { EffectRequest } from './effect-log.ts';

/** Asks the outside world to do something, and gives back what it answered. */
export async function sendEffect(
  url: string,
  step: StepContext,
  effect: Omit<EffectRequest, 'pid' | 'attempt' | 'item'> & { item?: number },
): Promise<number> {
  const body: EffectRequest = { ...effect, item: effect.item ?? null, attempt: step.attempt, pid: process.pid };
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'idempotency-key': step.effectId },
    body: JSON.stringify(body),
    signal: step.signal,
  });
  if (!response.ok) throw new Error(`The effect server answered ${response.status} for ${effect.step} of ${effect.runId}.`);
  return effectAnswer.parse(await response.json()).value;
}

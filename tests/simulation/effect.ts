import type { StepContext } from '../../packages/millrace/src/engine/run-context.ts';
import { activeWorld } from './world/active-world.ts';

/** Does something outside of Millrace that everybody could see, takes its time, and fails as often as was drawn for it. */
export async function effect(runId: string, step: StepContext, index: number | null = null): Promise<string> {
  const { watch, plans } = activeWorld();
  const count = watch.executions.began(runId, step, index);
  const { failures, takesMs } = plans.of(step.effectId);
  if (takesMs > 0) {
    await new Promise((resolve) => {
      setTimeout(resolve, takesMs);
    });
  }
  if (step.attempt <= failures) throw new Error(`Attempt ${step.attempt} was meant to fail.`);
  watch.executions.returned(runId, step);
  return `${step.effectId}@${count}`;
}

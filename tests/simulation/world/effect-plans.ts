import type { SeededRandom } from '../../crash/seeded-random.ts';

/** How an effect behaves: drawn when it is first met, and the same however often it is tried. */
export interface EffectPlan {
  /** Attempts that fail before one succeeds. */
  readonly failures: number;
  readonly takesMs: number;
}

export class EffectPlans {
  private readonly random: SeededRandom;
  private readonly plans = new Map<string, EffectPlan>();

  constructor(random: SeededRandom) {
    this.random = random;
  }

  of(effectId: string): EffectPlan {
    const known = this.plans.get(effectId);
    if (known !== undefined) return known;
    const { random } = this;
    const plan = { failures: random.pick([0, 0, 0, 0, 1, 1, 2, 4]), takesMs: random.pick([0, 0, 0, 1, 20, 80, 900]) };
    this.plans.set(effectId, plan);
    return plan;
  }
}

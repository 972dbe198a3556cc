import { UNLIMITED, type Plan } from '../domain/plan.ts';
import type { CreditReads } from '../store/store.ts';

/** A plan that was set by somebody else, over the same data, holds within a second. */
const TRUST_MS = 900;
const REMEMBERED = 10_000;

interface Remembered {
  readonly plan: Plan;
  readonly since: number;
  readonly until: number;
}

/** The plans of the workspaces that ask, from memory: every request looks at one. Who sets a plan here says so. */
export class PlanCache {
  private readonly remembered = new Map<string, Remembered>();
  private readonly credits: Pick<CreditReads, 'plan'>;
  private readonly now: () => number;

  constructor(credits: Pick<CreditReads, 'plan'>, now: () => number) {
    this.credits = credits;
    this.now = now;
  }

  get(workspaceId: string): Plan {
    const now = this.now();
    const known = this.remembered.get(workspaceId);
    // A clock that was set back must not keep a plan for longer.
    if (known !== undefined && now >= known.since && now < known.until) return known.plan;
    const plan = this.credits.plan(workspaceId) ?? UNLIMITED;
    if (known === undefined && this.remembered.size >= REMEMBERED) this.remembered.clear();
    this.remembered.set(workspaceId, { plan, since: now, until: now + TRUST_MS });
    return plan;
  }

  /** The plan has been set. */
  forget(workspaceId: string): void {
    this.remembered.delete(workspaceId);
  }
}

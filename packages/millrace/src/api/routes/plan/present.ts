import type { Plan as WirePlan } from '@millrace/protocol';
import type { Plan } from '../../../domain/plan.ts';

export function presentPlan(plan: Plan): WirePlan {
  return {
    name: plan.name,
    active: plan.active,
    metered: plan.metered,
    requests_per_minute: plan.requestsPerMinute,
    concurrent_runs: plan.concurrentRuns,
    credits_per_period: plan.creditsPerPeriod,
  };
}

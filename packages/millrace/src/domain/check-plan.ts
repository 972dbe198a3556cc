import type { Fault } from './errors.ts';
import { LIMITS } from './limits.ts';
import { checkName } from './names.ts';
import type { Plan } from './plan.ts';

/** What is wrong with a plan. Its numbers are whole and from 1 on, except that a period may give no credits. */
export function checkPlan(plan: Plan): readonly Fault[] {
  const name = checkName(plan.name);
  return [
    ...(name.ok ? [] : [{ pointer: '/name', message: name.problem }]),
    ...numberFaults('/requests_per_minute', plan.requestsPerMinute, 1, LIMITS.requestsPerMinute),
    ...numberFaults('/concurrent_runs', plan.concurrentRuns, 1, LIMITS.concurrentRuns),
    ...numberFaults('/credits_per_period', plan.creditsPerPeriod, 0, LIMITS.credits),
  ];
}

function numberFaults(pointer: string, value: number | null, min: number, max: number): readonly Fault[] {
  if (value === null || (Number.isInteger(value) && value >= min && value <= max)) return [];
  return [{ pointer, message: `must be a whole number from ${min} to ${max}, or null for no limit` }];
}

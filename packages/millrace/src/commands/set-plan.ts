import { MillraceError } from '../domain/errors.ts';
import type { Plan } from '../domain/plan.ts';
import { checkPlan } from '../domain/check-plan.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { refusalToError } from './refusal-to-error.ts';

/** Gives the caller's workspace a plan in place of the one it has. It holds for starts from now on. */
export async function setPlan(context: CommandContext, caller: Caller, plan: Plan): Promise<Plan> {
  const faults = checkPlan(plan);
  if (faults.length > 0) throw new MillraceError('invalid_request', 'The plan cannot be set like this; see errors.', { faults });
  const change = { type: 'plan.set', workspaceId: caller.workspaceId, plan } as const;
  const result = await context.journal.commit([{ kind: 'catalog', at: context.now(), change }]);
  if (!result.ok) throw refusalToError(result.refusal);
  context.plans.forget(caller.workspaceId);
  return plan;
}

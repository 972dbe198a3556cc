import type { Estimate } from '../domain/estimate.ts';
import type { Json } from '../domain/json.ts';
import { UNLIMITED } from '../domain/plan.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { prepareInput } from './prepare-input.ts';
import { estimateRun } from './price-run.ts';
import { resolveWorkflowRef } from './resolve-workflow.ts';

export interface PreviewRequest {
  /** `name`, or `name@version`. */
  readonly workflow: string;
  /** Absent: the workflow's sample input. */
  readonly input?: Json | undefined;
}

export interface RunPreview {
  readonly workflow: string;
  readonly version: string;
  readonly estimate: Estimate;
  /** Available credits. */
  readonly balance: number;
  /** How many are missing for the most that the run may cost. */
  readonly deficitAtMax: number;
  /** Whether a start would be taken now, as far as plan and credits are concerned. */
  readonly canRun: boolean;
}

/** Says what a start would cost and whether the workspace can afford it. It changes nothing. */
export async function previewRun(context: CommandContext, caller: Caller, request: PreviewRequest): Promise<RunPreview> {
  const workflow = resolveWorkflowRef(context, caller.workspaceId, request.workflow);
  const { input } = await prepareInput(context, caller, workflow, request.input);
  const estimate = await estimateRun(context, workflow, input);
  const plan = context.store.credits.plan(caller.workspaceId) ?? UNLIMITED;
  const { available } = context.store.credits.balances(caller.workspaceId);
  return {
    workflow: workflow.name,
    version: workflow.version,
    estimate,
    balance: available,
    deficitAtMax: Math.max(0, estimate.max - available),
    canRun: plan.active && (!plan.metered || available >= estimate.min),
  };
}

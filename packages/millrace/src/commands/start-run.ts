import { MillraceError } from '../domain/errors.ts';
import type { Json } from '../domain/json.ts';
import { firstOfItsLine, newRun } from '../domain/new-run.ts';
import { checkStartRequest } from '../domain/start-request.ts';
import type { StartRequest } from '../domain/start-request.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { exampleOfStart } from './example-of-start.ts';
import { fingerprint } from './fingerprint.ts';
import { prepareBatchInput, prepareInput } from './prepare-input.ts';
import { priceRun } from './price-run.ts';
import { claimKey, queueNewRun } from './queue-new-run.ts';
import type { StartedRun } from './queue-new-run.ts';
import { resolveWorkflowRef } from './resolve-workflow.ts';
import { withKey } from './with-key.ts';

/**
 * Starts a run of a workflow. The same request with the same idempotency key answers with the run it started first, for
 * seven days. Errors: `invalid_request`, `invalid_input`, `limit_exceeded`, `workflow_unavailable`,
 * `idempotency_mismatch`, `idempotency_in_flight`, `insufficient_credits`, `plan_inactive`, `quote_invalid`,
 * `too_many_runs`, `invalid_workflow`, `storage_full`; none of them stores anything.
 */
export async function startRun(context: CommandContext, caller: Caller, request: StartRequest): Promise<StartedRun> {
  const faults = checkStartRequest(request, context.now());
  if (faults.length > 0) throw new MillraceError('invalid_request', 'The run cannot be started like this; see errors.', { faults });
  return withKey(context, caller, request.idempotencyKey, async () => startChecked(context, caller, request));
}

async function startChecked(context: CommandContext, caller: Caller, request: StartRequest): Promise<StartedRun> {
  const workflow = resolveWorkflowRef(context, caller.workspaceId, request.workflow);
  const started = request.example === undefined ? null : await exampleOfStart(context, workflow, request.example);
  const given = started === null ? request.input : started.input;
  const batchId = request.batch ?? null;
  const prepared =
    batchId === null
      ? await prepareInput(context, caller, workflow, given)
      : await prepareBatchInput(context, caller, workflow, { batchId, given });
  const price = await priceRun(context, caller, { workflow, input: prepared.input, quote: request.quote });
  const id = context.newId();
  const at = context.now();
  const birth = {
    id,
    workspaceId: caller.workspaceId,
    workflow: workflow.name,
    version: workflow.version,
    at,
    trigger: { type: caller.via, actor: caller.actor, requestId: caller.requestId },
    lineage: { ...firstOfItsLine(id), batchId },
    example: started?.example ?? null,
  };
  return queueNewRun(context, {
    run: newRun(birth, request, workflow.manifest),
    stages: workflow.manifest.stages,
    input: prepared.input,
    follow: started === null ? prepared.files : [...prepared.files, started.planned],
    price,
    onlyOneOfWorkflow: request.onlyOneOfWorkflow,
    idempotency: claimKey(request.idempotencyKey, () => fingerprint(askedFor(request)), at),
  });
}

/** What makes two start requests the same: all that was asked for, before anything was filled in. */
function askedFor(request: StartRequest): Json {
  const { idempotencyKey: _key, input, ...options } = request;
  const given: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(options)) if (value !== undefined && value !== null) given[name] = value;
  return { verb: 'start', options: given, input: input === undefined ? [] : [input] };
}

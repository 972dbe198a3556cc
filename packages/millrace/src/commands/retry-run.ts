import { MillraceError } from '../domain/errors.ts';
import type { Run } from '../domain/run.ts';
import { seedsOfRetry } from '../domain/seed-history.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { fingerprint } from './fingerprint.ts';
import { inheritedInput, inputFiles, pastHistory, plannedEvaluation, requireUndeleted, successor, successorWorkflow } from './past-run.ts';
import { priceRun } from './price-run.ts';
import { claimKey, queueNewRun } from './queue-new-run.ts';
import type { StartedRun } from './queue-new-run.ts';
import { requireRun } from './require-run.ts';
import { withKey } from './with-key.ts';

export interface RetryRequest {
  readonly runId: string;
  /** `failure` (when left out) takes over what the run finished before it failed; `start` takes over nothing but the input. */
  readonly from?: 'failure' | 'start' | undefined;
  /** Left out: the same version, or the newest when that one is no longer loaded. */
  readonly version?: string | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** Does the work of a failed or cancelled run again, as a new run: the next attempt of the same line. */
export async function retryRun(context: CommandContext, caller: Caller, request: RetryRequest): Promise<StartedRun> {
  const run = requireRun(context, caller, request.runId);
  if (run.status === 'completed') {
    throw new MillraceError('conflict', 'The run completed, so there is nothing to retry. Rerun it to do it again.');
  }
  if (run.status !== 'failed' && run.status !== 'cancelled') {
    throw new MillraceError('run_not_finished', `The run is ${run.status}. Retry it when it has ended, or cancel it first.`);
  }
  return withKey(context, caller, request.idempotencyKey, async () => queueRetry(context, caller, run, request));
}

async function queueRetry(
  context: CommandContext,
  caller: Caller,
  run: Run,
  { from = 'failure', version, idempotencyKey }: RetryRequest,
): Promise<StartedRun> {
  if (from === 'failure') requireUndeleted(run, 'output', 'Retry it from its start.');
  const workflow = successorWorkflow(context, run, version ?? null);
  const input = await inheritedInput(context, caller, run, workflow);
  const price = await priceRun(context, caller, { workflow, input });
  const history = pastHistory(context, run);
  const files = inputFiles(history);
  const id = context.newId();
  const at = context.now();
  const seed = { sourceRunId: run.id, firstSeq: files.length + 2 };
  const failedStep = run.status === 'failed' ? run.error.step : null;
  const trigger = { type: 'retry', actor: caller.actor, requestId: caller.requestId } as const;
  const lineage = { attempt: run.lineage.attempt + 1, previousRunId: run.id, forkedFrom: null };
  return queueNewRun(context, {
    run: successor(run, { id, at, version: workflow.version, trigger, lineage }, workflow.manifest),
    stages: workflow.manifest.stages,
    input,
    price,
    follow: [...files, ...(from === 'start' ? [] : seedsOfRetry(history, failedStep, seed)), ...plannedEvaluation(history)],
    idempotency: claimKey(idempotencyKey, () => fingerprint({ verb: 'retry', runId: run.id, from, version: version ?? null }), at),
  });
}

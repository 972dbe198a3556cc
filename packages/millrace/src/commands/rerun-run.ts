import type { RunChange } from '../domain/change.ts';
import { MillraceError } from '../domain/errors.ts';
import type { Fault } from '../domain/errors.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import { pointerToken } from '../domain/json-pointer.ts';
import { overrideSeed } from '../domain/override-seeds.ts';
import { findPastOp, pastOps } from '../domain/past-ops.ts';
import type { PastChange } from '../domain/past-ops.ts';
import { quoted } from '../domain/quoted.ts';
import type { Run } from '../domain/run.ts';
import { seedsOfRerun } from '../domain/seed-history.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { fingerprint } from './fingerprint.ts';
import {
  inheritedInput,
  inputFiles,
  pastHistory,
  plannedEvaluation,
  requireSettled,
  requireUndeleted,
  successor,
  successorWorkflow,
} from './past-run.ts';
import { prepareInput } from './prepare-input.ts';
import type { PreparedInput } from './prepare-input.ts';
import { priceRun } from './price-run.ts';
import { claimKey, queueNewRun } from './queue-new-run.ts';
import type { StartedRun } from './queue-new-run.ts';
import { requireRun } from './require-run.ts';
import type { ResolvedWorkflow } from './resolve-workflow.ts';
import { withKey } from './with-key.ts';

export interface RerunRequest {
  readonly runId: string;
  /** Name or op of a step; everything that was finished when it began is taken over. Left out: nothing is. */
  readonly fromStep?: string | undefined;
  /** Another input; left out, the same. */
  readonly input?: Json | undefined;
  /** Results by name or op of a step, taken instead of doing it. */
  readonly outputs?: JsonObject | undefined;
  /** Left out: the same version, or the newest when that one is no longer loaded. */
  readonly version?: string | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/** Does the work of a run again, from a step on or from its start, as a new run of its own line. */
export async function rerunRun(context: CommandContext, caller: Caller, request: RerunRequest): Promise<StartedRun> {
  const run = requireRun(context, caller, request.runId);
  requireSettled(run, 'Rerun');
  if (request.fromStep !== undefined) requireUndeleted(run, 'output', 'Rerun it from its start.');
  return withKey(context, caller, request.idempotencyKey, async () => queueRerun(context, caller, run, request));
}

async function queueRerun(context: CommandContext, caller: Caller, run: Run, request: RerunRequest): Promise<StartedRun> {
  const workflow = successorWorkflow(context, run, request.version ?? null);
  const history = pastHistory(context, run);
  const { input, files } = await rerunInput(context, caller, { run, workflow, history, given: request.input });
  const price = await priceRun(context, caller, { workflow, input });
  const id = context.newId();
  const at = context.now();
  // Another input has another right answer.
  const isSame = request.input === undefined;
  const trigger = { type: 'rerun', actor: caller.actor, requestId: caller.requestId } as const;
  const lineage = { attempt: 1, previousRunId: null, forkedFrom: { runId: run.id, step: request.fromStep ?? null } };
  return queueNewRun(context, {
    run: successor(run, { id, at, version: workflow.version, trigger, lineage, ...(isSame ? {} : { example: null }) }, workflow.manifest),
    stages: workflow.manifest.stages,
    input,
    price,
    follow: [
      ...files,
      ...rerunSeeds(run, request, { history, firstSeq: files.length + 2, at }),
      ...(isSame ? plannedEvaluation(history) : []),
    ],
    idempotency: claimKey(request.idempotencyKey, () => fingerprint(askedFor(request)), at),
  });
}

interface InputSource {
  readonly run: Run;
  readonly workflow: ResolvedWorkflow;
  readonly history: readonly PastChange[];
  readonly given: Json | undefined;
}

async function rerunInput(context: CommandContext, caller: Caller, { run, workflow, history, given }: InputSource): Promise<PreparedInput> {
  if (given !== undefined) return prepareInput(context, caller, workflow, given);
  return { input: await inheritedInput(context, caller, run, workflow), files: inputFiles(history) };
}

interface Seeding {
  readonly history: readonly PastChange[];
  readonly firstSeq: number;
  readonly at: number;
}

function rerunSeeds(run: Run, { fromStep, outputs }: RerunRequest, { history, firstSeq, at }: Seeding): readonly RunChange[] {
  const ops = pastOps(history);
  const faults: Fault[] = [];
  const given = new Map<string, RunChange>();
  for (const [name, output] of Object.entries(outputs ?? {})) {
    const seed = overrideSeed(ops, name, output, at);
    if (seed.ok) given.set(seed.value.op, seed.value);
    else faults.push({ pointer: `/outputs/${pointerToken(name)}`, message: seed.problem });
  }
  const from = fromStep === undefined ? null : findPastOp(ops, fromStep);
  if (fromStep !== undefined && from === null) faults.push({ pointer: '/from_step', message: `The run has no step ${quoted(fromStep)}.` });
  if (faults.length > 0) throw new MillraceError('invalid_request', 'The run cannot be rerun like this; see errors.', { faults });
  const copied = from === null ? [] : seedsOfRerun(history, from, { sourceRunId: run.id, firstSeq });
  // A result that was given stands in the place of a copied one.
  const merged = copied.map((change) => ('op' in change && change.op !== null ? (given.get(change.op) ?? change) : change));
  return [...new Set([...merged, ...given.values()])];
}

function askedFor({ runId, fromStep, input, outputs, version }: RerunRequest): Json {
  const given = input === undefined ? [] : [input];
  return { verb: 'rerun', runId, fromStep: fromStep ?? null, input: given, outputs: outputs ?? {}, version: version ?? null };
}

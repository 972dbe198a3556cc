import type { RunChange } from '../domain/change.ts';
import { decodeChange } from '../domain/decode-change.ts';
import type { DataPart } from '../domain/deletion.ts';
import { MillraceError } from '../domain/errors.ts';
import type { JsonText } from '../domain/json.ts';
import { encodeJson } from '../domain/json-text.ts';
import type { Manifest } from '../domain/manifest.ts';
import { newRun } from '../domain/new-run.ts';
import type { NewRun } from '../domain/new-run.ts';
import type { PastChange } from '../domain/past-ops.ts';
import type { Lineage, Run, Trigger } from '../domain/run.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { fitToSchema } from './prepare-input.ts';
import { resolveWorkflow } from './resolve-workflow.ts';
import type { ResolvedWorkflow } from './resolve-workflow.ts';

/** The log of a run that another one is to be made from. */
export function pastHistory(context: CommandContext, run: Run): readonly PastChange[] {
  const events = context.store.events.history(run.workspaceId, run.id);
  return events.map(({ seq, at, type, data, payload }) => ({ seq, at, change: decodeChange(type, data, payload) }));
}

/** The files that an old run was given, for a new one with the same input. */
export function inputFiles(history: readonly PastChange[]): readonly RunChange[] {
  return history.flatMap(({ change }) => (change.type === 'artifact.recorded' && change.artifact.role === 'input' ? [change] : []));
}

/** What an old run was to be scored by, for a new one with the same input. */
export function plannedEvaluation(history: readonly PastChange[]): readonly RunChange[] {
  return history.flatMap(({ change }) => (change.type === 'evaluation.planned' ? [change] : []));
}

/** The version for more work on an old run: the one asked for, else its own while that is loaded, else the newest. */
export function successorWorkflow(context: CommandContext, run: Run, asked: string | null): ResolvedWorkflow {
  const own = context.definitions.isLoaded(run.workflow, run.version) ? run.version : null;
  return resolveWorkflow(context, run.workspaceId, { name: run.workflow, version: asked ?? own, pointer: '/version' });
}

/** The input of an old run. Another version may want another one, so that it is asked again. */
export async function inheritedInput(context: CommandContext, caller: Caller, run: Run, workflow: ResolvedWorkflow): Promise<JsonText> {
  requireUndeleted(run, 'input', 'Start a new run, or rerun it with another input.');
  const input = context.store.runs.input(run.workspaceId, run.id) ?? encodeJson(null);
  return workflow.version === run.version ? input : fitToSchema(context, caller, workflow, input);
}

interface Succession {
  readonly id: string;
  readonly at: number;
  readonly version: string;
  readonly trigger: Trigger;
  readonly lineage: Pick<Lineage, 'attempt' | 'previousRunId' | 'forkedFrom'>;
  /** Null for a run with another input; left out, that of the old run. */
  readonly example?: null;
}

/** A run with everything that was asked for when the old one was started, except its start time. */
export function successor(run: Run, { lineage, ...birth }: Succession, manifest: Manifest): NewRun {
  const { workspaceId, workflow, tags, metadata, priority, concurrencyKey, timeoutMs, example } = run;
  const ttlMs = run.expiresAt === null ? null : run.expiresAt - Math.max(run.startAt ?? run.createdAt, run.createdAt);
  const line = { ...lineage, parentRunId: null, rootRunId: birth.id, depth: 0, batchId: run.lineage.batchId };
  return newRun(
    { example, ...birth, workspaceId, workflow, lineage: line },
    { tags, metadata, priority, concurrencyKey, timeoutMs, ttlMs },
    manifest,
  );
}

/** What was deleted cannot be taken over. */
export function requireUndeleted(run: Run, part: DataPart, advice: string): void {
  if (run.deleted.includes(part)) throw new MillraceError('conflict', `The ${part} of the run has been deleted. ${advice}`);
}

/** A run that ended may be followed by another one, and so may one that cannot go on without a person. */
export function requireSettled(run: Run, verb: string): void {
  if ('finishedAt' in run || (run.status === 'waiting' && run.waitingFor.kind === 'attention')) return;
  throw new MillraceError('run_not_finished', `The run is ${run.status}. ${verb} it when it has ended, or cancel it first.`);
}

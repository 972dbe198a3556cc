import type { ApiDeps } from '../../api/api-deps.ts';
import { seenRun } from '../../api/read-run.ts';
import { MillraceError } from '../../domain/errors.ts';
import { decodeJson } from '../../domain/json-text.ts';
import type { Json } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';
import type { DialectCall } from '../dialect.ts';
import { ServedWorkflows, type ServedWorkflow } from '../served-workflows.ts';
import { workflowId } from '../workflow-id.ts';
import { Declaration, type DeclaredWorkflow } from './declaration.ts';
import { countNodes, definitionOf, snapshotOf, type Definition } from './definition.ts';
import type { RunFacts } from './present.ts';
import { readUuid } from './translate.ts';
import { presentUser } from './users.ts';
import { UsageTotals } from './usage-totals.ts';

export type Workflow = ServedWorkflow<DeclaredWorkflow>;

const served = new ServedWorkflows('onepin', Declaration);
const usage = new UsageTotals();

export function workflowsOf(deps: ApiDeps, workspaceId: string): readonly Workflow[] {
  return served.list(deps, workspaceId);
}

export function idOf({ declaration, stored }: Workflow, workspaceId: string): string {
  return declaration.workflow_id ?? workflowId(workspaceId, stored.name);
}

/** One that declares an id goes by that of its name as well. */
function isCalled(workflow: Workflow, workspaceId: string, id: string): boolean {
  return id === idOf(workflow, workspaceId) || id === workflowId(workspaceId, workflow.stored.name);
}

export function nameOf({ declaration, stored }: Workflow): string {
  return declaration.name ?? stored.title;
}

export function definitionOfWorkflow({ declaration, manifest }: Workflow): Definition {
  return definitionOf(declaration, manifest.stages);
}

/** The workflow that the path names. */
export function requireWorkflow({ deps, caller, params }: Pick<DialectCall, 'deps' | 'caller' | 'params'>): Workflow {
  const id = readUuid(params, 'workflow_id');
  const found = workflowsOf(deps, caller.workspaceId).find((workflow) => isCalled(workflow, caller.workspaceId, id));
  if (found === undefined) throw new MillraceError('not_found', `There is no workflow ${id} here.`);
  return found;
}

export interface ShownRun {
  readonly run: Run;
  /** As it is shown to this run: the version that it was started with, or the newest if that one says nothing to the dialect. */
  readonly workflow: Workflow;
  /** As the client calls it. */
  readonly workflowId: string;
}

/** Null for a run that the dialect does not show, or that is not one of the workflow. */
export function shownRun(deps: ApiDeps, run: Run, calledId: string): ShownRun | null {
  const newest = served.named(deps, run.workspaceId, run.workflow);
  const workflow = served.ofRun(deps, run) ?? newest;
  if (workflow === null || !isCalled(newest ?? workflow, run.workspaceId, calledId)) return null;
  return { run, workflow, workflowId: calledId };
}

/** The run that the path names, if it is one of the workflow that the path names. */
export function requireRun({ deps, caller, params }: Pick<DialectCall, 'deps' | 'caller' | 'params'>): ShownRun {
  const [workflow, id] = [readUuid(params, 'workflow_id'), readUuid(params, 'run_id')];
  const run = deps.context.store.runs.get(caller.workspaceId, id);
  const shown = run === null ? null : shownRun(deps, seenRun(deps, run), workflow);
  if (shown === null) throw new MillraceError('not_found', `The workflow ${workflow} has no run ${id}.`);
  return shown;
}

export function factsOf(deps: ApiDeps, { run, workflow, workflowId: id }: ShownRun): RunFacts {
  return {
    run,
    workflowId: id,
    totalNodes: countNodes(workflow.declaration, workflow.manifest.stages),
    usage: usage.of(deps, run),
    hasExport: hasExport(deps, run, workflow),
    triggeredBy: triggeredBy(deps, run),
  };
}

/** The definition with what the input of the run changed in it. */
export function snapshotOfRun(deps: ApiDeps, { run, workflow }: ShownRun): Definition {
  const text = deps.context.store.runs.input(run.workspaceId, run.id);
  const input: Json = text === null ? null : decodeJson(text);
  return snapshotOf(definitionOfWorkflow(workflow), workflow.declaration, input);
}

function hasExport(deps: ApiDeps, run: Run, { declaration }: Workflow): boolean {
  if (run.status !== 'completed') return false;
  const { artifacts } = deps.context.store;
  if (declaration.export !== undefined) return artifacts.get(run.workspaceId, run.id, declaration.export.path) !== null;
  return artifacts.list(run.workspaceId, run.id).some(({ role }) => role === 'output');
}

/** Null for a run that nobody in particular started. */
export function triggeredBy(deps: ApiDeps, { workspaceId, trigger }: Run): RunFacts['triggeredBy'] {
  if (trigger.actor === null) return null;
  const key = deps.context.store.access.keyById(trigger.actor);
  return presentUser(trigger.actor, key?.workspaceId === workspaceId ? key.name : trigger.type);
}

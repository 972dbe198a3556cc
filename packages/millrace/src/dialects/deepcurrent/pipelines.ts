import type { ApiDeps } from '../../api/api-deps.ts';
import { MillraceError } from '../../domain/errors.ts';
import type { Json } from '../../domain/json.ts';
import { decodeJson } from '../../domain/json-text.ts';
import type { Run } from '../../domain/run.ts';
import { ServedWorkflows, type ServedWorkflow } from '../served-workflows.ts';
import { Declaration, type DeclaredPipeline } from './declaration.ts';
import { unknownWish } from './translate.ts';

export type Pipeline = ServedWorkflow<DeclaredPipeline>;

const served = new ServedWorkflows('deepcurrent', Declaration);

export function pipelineOfRun(deps: ApiDeps, run: Run): Pipeline | null {
  return served.ofRun(deps, run);
}

export function pipelinesOf(deps: ApiDeps, workspaceId: string): readonly Pipeline[] {
  return served.list(deps, workspaceId);
}

export function pipelineId({ declaration, stored }: Pipeline): string {
  return declaration.pipeline_id ?? stored.name;
}

/** The pipeline that can do what a job asks for. */
export function pipelineFor(
  deps: ApiDeps,
  workspaceId: string,
  wish: { readonly preset?: string | null | undefined; readonly requested_capabilities?: string[] | null | undefined },
): Pipeline {
  const all = served.list(deps, workspaceId);
  const able = all.find(({ declaration }) => unknownWish(declaration, wish) === null);
  if (able !== undefined) return able;
  const [first] = all;
  const message = first === undefined ? 'No workflow is served as a pipeline.' : (unknownWish(first.declaration, wish) ?? '');
  const pointer = (wish.preset ?? null) === null ? '/requested_capabilities' : '/preset';
  throw new MillraceError('invalid_request', 'No pipeline can do this.', { faults: [{ pointer, message }] });
}

/** The output of a run; null until it has completed. */
export function outputOf(deps: ApiDeps, run: Run): Json {
  const text = run.status === 'completed' ? deps.context.store.runs.output(run.workspaceId, run.id) : null;
  return text === null ? null : decodeJson(text);
}

export function requireRun(deps: ApiDeps, workspaceId: string, runId: string): { readonly run: Run; readonly pipeline: Pipeline } {
  const run = deps.context.store.runs.get(workspaceId, runId);
  const pipeline = run === null ? null : pipelineOfRun(deps, run);
  if (run === null || pipeline === null) throw new MillraceError('not_found', 'There is no such run, or it is not yours.');
  return { run, pipeline };
}

/** Runs need a plan that is active: so does looking at them. */
export function requireActivePlan(deps: ApiDeps, workspaceId: string): void {
  if (deps.plans.get(workspaceId).active) return;
  throw new MillraceError('plan_inactive', 'An active subscription is needed.');
}

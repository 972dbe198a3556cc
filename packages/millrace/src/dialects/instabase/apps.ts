import type { ApiDeps } from '../../api/api-deps.ts';
import { seenRun } from '../../api/read-run.ts';
import { MillraceError } from '../../domain/errors.ts';
import { quoted } from '../../domain/quoted.ts';
import type { Run } from '../../domain/run.ts';
import type { DialectCall } from '../dialect.ts';
import { ServedWorkflows, type ServedWorkflow } from '../served-workflows.ts';
import { Declaration, type DeclaredApp } from './declaration.ts';
import type { RunFacts } from './present.ts';
import { checkpointOf } from './statuses.ts';

export type App = ServedWorkflow<DeclaredApp>;

const served = new ServedWorkflows('instabase', Declaration);

export function appsOf(deps: ApiDeps, workspaceId: string): readonly App[] {
  return served.list(deps, workspaceId);
}

export function appOfRun(deps: ApiDeps, run: Run): App | null {
  return served.ofRun(deps, run);
}

export function appId({ declaration, stored }: App): string {
  return declaration.app_id ?? stored.name;
}

export function appName({ declaration, stored }: App): string {
  return declaration.app_name ?? stored.name;
}

export function deploymentsOf({ declaration, stored }: App): readonly string[] {
  return declaration.deployments ?? [`deploy_${stored.name}`];
}

/** The app with that id and that name, where they are given. */
export function findApp(deps: ApiDeps, workspaceId: string, id: string | null, name: string | null): App {
  const app = appsOf(deps, workspaceId).find(
    (candidate) => (id === null || appId(candidate) === id) && (name === null || appName(candidate) === name),
  );
  if (app !== undefined) return app;
  throw new MillraceError('not_found', `There is no app ${quoted(id ?? name ?? '')}.`);
}

export function findDeployment(deps: ApiDeps, workspaceId: string, id: string): App {
  const app = appsOf(deps, workspaceId).find((candidate) => deploymentsOf(candidate).includes(id));
  if (app === undefined) throw new MillraceError('not_found', `There is no deployment ${quoted(id)}.`);
  return app;
}

/** The run that a path names. A run that the dialect does not show is as unknown as one that is not there. */
export function shownRun({ deps, caller, params }: Pick<DialectCall, 'deps' | 'caller' | 'params'>): {
  readonly run: Run;
  readonly app: App;
} {
  const id = params['run_id'] ?? '';
  const run = deps.context.store.runs.get(caller.workspaceId, id);
  const app = run === null ? null : appOfRun(deps, run);
  if (run !== null && app !== null) return { run: seenRun(deps, run), app };
  throw new MillraceError('not_found', `There is no run ${quoted(id)}.`);
}

export function runFacts({ context }: ApiDeps, run: Run, app: App): RunFacts {
  const { batches, reviews } = context.store;
  const { batchId } = run.lineage;
  const reviewId = checkpointOf(run);
  return {
    appId: appId(app),
    batchNumber: batchId === null ? null : batches.numberOf(run.workspaceId, batchId),
    checkpoint: reviewId === null ? null : (reviews.get(run.workspaceId, reviewId)?.title ?? null),
  };
}

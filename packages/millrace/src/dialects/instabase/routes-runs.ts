import { idempotencyKey } from '../../api/idempotency-key.ts';
import { json, jsonText, type Reply } from '../../api/reply.ts';
import { seenRun } from '../../api/read-run.ts';
import { deleteRun } from '../../commands/delete-run.ts';
import { startRun } from '../../commands/start-run.ts';
import { MillraceError } from '../../domain/errors.ts';
import type { Run } from '../../domain/run.ts';
import type { StartRequest } from '../../domain/start-request.ts';
import type { DialectCall, DialectRoute, Poll } from '../dialect.ts';
import { appOfRun, findApp, findDeployment, runFacts, shownRun, type App } from './apps.ts';
import { requireBatchNumber } from './batches.ts';
import { encodeExactJson } from './exact-json.ts';
import { presentRun, type RunBody } from './present.ts';
import { readBody } from '../read-body.ts';
import { AppStart, batchNumberOf, DeploymentStart, inTermsOfBody, translateStart } from './translate.ts';
import { translateDeletion } from './translate-results.ts';

async function startApp(call: DialectCall): Promise<Reply> {
  const asked = readBody(AppStart, await call.body());
  const app = findApp(call.deps, call.caller.workspaceId, asked.app_id ?? null, asked.app_name ?? null);
  const batchId = batchIdOf(call, batchNumberOf(asked));
  return start(call, app, { status: 200, request: translateStart(asked, { ...placeOf(app), batchId, deploymentId: null }) });
}

async function startDeployment(call: DialectCall): Promise<Reply> {
  const deploymentId = call.params['deployment_id'] ?? '';
  const app = findDeployment(call.deps, call.caller.workspaceId, deploymentId);
  const asked = readBody(DeploymentStart, await call.body());
  const batchId = batchIdOf(call, batchNumberOf(asked));
  return start(call, app, { status: 202, request: translateStart(asked, { ...placeOf(app), batchId, deploymentId }) });
}

function placeOf({ stored, declaration, manifest }: App) {
  return { workflow: stored.name, declaration, hasSample: manifest.hasSample };
}

function batchIdOf({ deps, caller }: DialectCall, number: number | null): string | null {
  return number === null ? null : requireBatchNumber(deps, caller, number).id;
}

interface Wish {
  readonly status: number;
  readonly request: StartRequest;
}

async function start({ deps, caller, incoming }: DialectCall, app: App, { status, request }: Wish): Promise<Reply> {
  const key = incoming.headers['idempotency-key'];
  try {
    const { run } = await startRun(deps.context, caller, {
      ...request,
      idempotencyKey: idempotencyKey(typeof key === 'string' ? key : undefined),
    });
    return jsonText(status, encodeExactJson(presentRun(seenRun(deps, run), runFacts(deps, run, appOfRun(deps, run) ?? app))));
  } catch (error) {
    throw MillraceError.is(error) ? inTermsOfBody(app.declaration, error) : error;
  }
}

async function remove(call: DialectCall): Promise<Reply> {
  const { deps, caller, query } = call;
  const { run } = shownRun(call);
  const { input, output, logs } = await deleteRun(deps.context, caller, translateDeletion(run.id, query));
  return json(202, {
    delete_input_dir_job_id: input?.id ?? null,
    delete_output_dir_job_id: output?.id ?? null,
    delete_log_dir_job_id: logs?.id ?? null,
  });
}

/** Null when the dialect does not show the run. */
export function bodyOf(deps: DialectCall['deps'], run: Run): RunBody | null {
  const app = appOfRun(deps, run);
  return app === null ? null : presentRun(run, runFacts(deps, run, app));
}

export const RUN_POLL: Poll = {
  path: '/api/v2/apps/runs/{run_id}',
  policy: 'runs:read',
  encode: ({ deps, run }) => {
    const body = bodyOf(deps, run);
    return body === null ? null : { text: encodeExactJson(body) };
  },
};

export const RUN_ROUTES: readonly DialectRoute[] = [
  { method: 'POST', path: '/api/v2/apps/runs', policy: 'runs:start', handle: startApp },
  { method: 'POST', path: '/api/v2/apps/deployments/{deployment_id}/runs', policy: 'runs:start', handle: startDeployment },
  { method: 'DELETE', path: '/api/v2/apps/runs/{run_id}', policy: 'runs:delete', handle: remove },
];

import { fileLink } from '../../api/file-link.ts';
import { idempotencyKey } from '../../api/idempotency-key.ts';
import { json } from '../../api/reply.ts';
import { startRun } from '../../commands/start-run.ts';
import { MillraceError } from '../../domain/errors.ts';
import type { Json } from '../../domain/json.ts';
import { decodeJson } from '../../domain/json-text.ts';
import { chargedCredits } from '../../domain/ledger.ts';
import type { DialectCall, DialectRoute, Poll, PollAnswer, PollView } from '../dialect.ts';
import { ServedWorkflows } from '../served-workflows.ts';
import { Declaration, type DeclaredPipeline } from './declaration.ts';
import { presentResult, presentRun } from './present.ts';
import { inTermsOfBody, translateStart } from './translate.ts';

const served = new ServedWorkflows('automindz', Declaration);

/** The pipeline's own poll path names its trigger; the general one knows only the run. */
export const POLLS: readonly Poll[] = [
  '/v1/runs/{run_id}',
  '/runs/{run_id}',
  '/v1/{area}/{pipeline}/runs/{run_id}',
  '/{area}/{pipeline}/runs/{run_id}',
].map((path) => ({ path, policy: 'runs:read', encode: encodeRun }));

function encodeRun(view: PollView): PollAnswer | null {
  const workflow = served.ofRun(view.deps, view.run);
  const { area, pipeline } = view.params;
  if (workflow === null) return null;
  if (area !== undefined && workflow.declaration.trigger !== `${area}/${pipeline ?? ''}`) return null;
  return completedAnswer(view, workflow.declaration);
}

function completedAnswer({ deps, run, now, baseUrl }: PollView, declared: DeclaredPipeline): PollAnswer {
  if (run.status !== 'completed') return { text: JSON.stringify(presentRun(run, null)) };
  let staleAt = Number.POSITIVE_INFINITY;
  const link = (path: string, filename: string | null): string => {
    const { url, expiresAt } = fileLink(deps, run, { path, ...(filename === null ? {} : { filename }) }, now);
    staleAt = Math.min(staleAt, expiresAt - Math.floor(deps.signedLinkTtlMs / 2));
    return baseUrl + url;
  };
  const text = deps.context.store.runs.output(run.workspaceId, run.id);
  const output: Json = text === null ? null : decodeJson(text);
  const body = presentRun(
    run,
    presentResult(declared.result, { run, output, creditsCharged: chargedCredits(run.credits, run.creditsUsed) }, link),
  );
  return { text: JSON.stringify(body), staleAt };
}

async function start({ deps, caller, params, body, incoming }: DialectCall) {
  const trigger = `${params['area'] ?? ''}/${params['pipeline'] ?? ''}`;
  const workflow = served.list(deps, caller.workspaceId).find(({ declaration }) => declaration.trigger === trigger);
  if (workflow === undefined) throw new MillraceError('not_found', `There is no pipeline at /${trigger.slice(0, 200)}.`);
  const { declaration, stored } = workflow;
  const request = translateStart(stored.name, declaration, await body());
  const key = incoming.headers['idempotency-key'];
  try {
    const { run } = await startRun(deps.context, caller, {
      ...request,
      idempotencyKey: idempotencyKey(typeof key === 'string' ? key : undefined),
    });
    return json(202, { run_id: run.id, status: 'QUEUED', poll_url: `/${trigger}/runs/${run.id}` });
  } catch (error) {
    throw MillraceError.is(error) ? inTermsOfBody(declaration, error) : error;
  }
}

export const ROUTES: readonly DialectRoute[] = ['/v1/{area}/{pipeline}', '/{area}/{pipeline}'].map((path) => ({
  method: 'POST',
  path,
  policy: 'runs:start',
  handle: start,
}));

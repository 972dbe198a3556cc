import { json, type Reply } from '../../api/reply.ts';
import { sendFile } from '../../api/send-file.ts';
import { startRun } from '../../commands/start-run.ts';
import { MillraceError } from '../../domain/errors.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import type { DeclaredPipeline } from './declaration.ts';
import { factsAsMetadata } from './job-facts.ts';
import { followJob } from './follow-job.ts';
import { outputOf, pipelineFor, requireActivePlan, requireRun } from './pipelines.ts';
import { presentJob, presentJobResult, type ResultFile } from './present-job.ts';
import { statusWord } from './present.ts';
import { seconds } from '../seconds.ts';
import { factsFrom, JobRequest, translateInput } from './translate.ts';
import { readBody } from '../read-body.ts';

async function create({ deps, caller, body }: DialectCall): Promise<Reply> {
  requireActivePlan(deps, caller.workspaceId);
  const asked = readBody(JobRequest, await body());
  const { declaration, stored } = pipelineFor(deps, caller.workspaceId, asked);
  const { icp_gate: gate, icp_config: profile, chat_id: chatId, ...wish } = asked;
  const facts = factsFrom(wish, chatId);
  const { run } = await startRun(deps.context, caller, {
    workflow: stored.name,
    input: translateInput(declaration, gate === 'apply' ? { ...wish, icp_config: profile } : wish),
    metadata: factsAsMetadata(facts),
  });
  return json(202, {
    job_id: run.id,
    status: statusWord(run),
    progress_percent: 0,
    preset: facts.preset,
    requested_capabilities: facts.requested_capabilities,
    warnings: [],
    created_at: seconds(run.createdAt),
  });
}

function get({ deps, caller, params }: DialectCall): Reply {
  const { run, pipeline } = requireRun(deps, caller.workspaceId, params['job_id'] ?? '');
  return json(200, presentJob(run, pipeline.declaration, outputOf(deps, run)));
}

function events({ deps, caller, params, incoming, outgoing, requestId }: DialectCall): Reply {
  const { run } = requireRun(deps, caller.workspaceId, params['job_id'] ?? '');
  return followJob(deps, run, { incoming, outgoing, requestId });
}

function result({ deps, caller, params }: DialectCall): Reply {
  const { run, pipeline } = requireRun(deps, caller.workspaceId, params['job_id'] ?? '');
  const stored = new Map(deps.context.store.artifacts.list(run.workspaceId, run.id).map((artifact) => [artifact.path, artifact]));
  const files = assetsOf(pipeline.declaration).flatMap((asset): readonly ResultFile[] => {
    const artifact = stored.get(asset.path);
    return artifact === undefined ? [] : [{ ...asset, mediaType: artifact.mediaType }];
  });
  return json(200, presentJobResult(run, pipeline.declaration, { output: outputOf(deps, run), files }));
}

async function download({ deps, caller, params, incoming, outgoing, requestId }: DialectCall): Promise<Reply> {
  const { run, pipeline } = requireRun(deps, caller.workspaceId, params['job_id'] ?? '');
  const path = assetsOf(pipeline.declaration).find(({ asset_id: id }) => id === params['asset_id'])?.path;
  const file = path === undefined ? null : deps.context.store.artifacts.get(run.workspaceId, run.id, path);
  if (file === null) throw new MillraceError('not_found', 'The job has no such asset, or not yet.');
  return sendFile({ artifacts: deps.artifacts, file, requestId, incoming, outgoing });
}

function assetsOf({ artifacts, exports }: DeclaredPipeline): DeclaredPipeline['artifacts'] {
  return [...artifacts, ...exports];
}

export const JOB_ROUTES: readonly DialectRoute[] = [
  { method: 'POST', path: '/api/v1/bd/jobs', policy: 'runs:start', handle: create },
  { method: 'GET', path: '/api/v1/bd/jobs/{job_id}', policy: 'runs:read', handle: get },
  { method: 'GET', path: '/api/v1/bd/jobs/{job_id}/events', policy: 'runs:read', handle: events },
  { method: 'GET', path: '/api/v1/bd/jobs/{job_id}/result', policy: 'runs:read', handle: result },
  { method: 'GET', path: '/api/v1/bd/jobs/{job_id}/assets/{asset_id}', policy: 'artifacts:read', handle: download },
];

import { json, type Reply } from '../../api/reply.ts';
import { requireJob } from '../../commands/require-job.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { presentJob, REMOVED } from './present-job.ts';
import { isRemovalJob } from './removal-job.ts';

function get({ deps, caller, params }: DialectCall): Reply {
  const id = params['job_id'] ?? '';
  if (isRemovalJob(deps.linkSecret, caller.workspaceId, id)) return json(200, REMOVED);
  return json(200, presentJob(requireJob(deps.context, caller, id)));
}

/** The second path is the older one, and the same. */
export const JOB_ROUTES: readonly DialectRoute[] = ['/api/v2/jobs/{job_id}', '/api/v2/batches/jobs/{job_id}'].map((path) => ({
  method: 'GET',
  path,
  policy: 'any-key',
  handle: get,
}));

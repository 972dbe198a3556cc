import type { Reply } from '../../api/reply.ts';
import { cancelRun } from '../../commands/cancel-run.ts';
import { pauseRun } from '../../commands/pause-run.ts';
import { resumeRun } from '../../commands/resume-run.ts';
import { MillraceError } from '../../domain/errors.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { answer } from './envelope.ts';
import { presentRun } from './present.ts';
import { factsOf, requireRun } from './workflows.ts';

/** Repeating it changes nothing; a run that has ended cannot be paused. */
async function pause(call: DialectCall): Promise<Reply> {
  const { run } = requireRun(call);
  await pauseRun(call.deps.context, call.caller, run.id);
  return asItIs(call);
}

/** Only a paused run: one that is about to pause is still running, and goes on when it is asked after that. */
async function resume(call: DialectCall): Promise<Reply> {
  const { run } = requireRun(call);
  if (run.status !== 'paused') throw new MillraceError('conflict', `Only a paused run can be resumed, and this one is ${run.status}.`);
  await resumeRun(call.deps.context, call.caller, run.id);
  return asItIs(call);
}

/** Repeating it changes nothing, and a run that has ended stays as it is. */
async function cancel(call: DialectCall): Promise<Reply> {
  const { run } = requireRun(call);
  await cancelRun(call.deps.context, call.caller, run.id);
  return asItIs(call);
}

function asItIs(call: DialectCall): Reply {
  return answer(call, presentRun(factsOf(call.deps, requireRun(call))));
}

const RUN = '/api/v1/workflows/{workflow_id}/runs/{run_id}';

export const CONTROL_ROUTES: readonly DialectRoute[] = [
  { method: 'POST', path: `${RUN}/pause`, policy: 'runs:control', handle: pause },
  { method: 'POST', path: `${RUN}/resume`, policy: 'runs:control', handle: resume },
  { method: 'POST', path: `${RUN}/cancel`, policy: 'runs:control', handle: cancel },
];

import { everyEvent } from '../../api/every-event.ts';
import { json, jsonText, type Reply } from '../../api/reply.ts';
import { stepsOfRun } from '../../api/steps-of-run.ts';
import { usageOfRun } from '../../api/usage-of-run.ts';
import { cancelRun } from '../../commands/cancel-run.ts';
import { decodeChange } from '../../domain/decode-change.ts';
import type { DialectCall, DialectRoute, Poll, PollAnswer, PollView } from '../dialect.ts';
import { encodeRun, runText } from './encode-run.ts';
import { readId, showId } from './ids.ts';
import { phasesOf } from './present-debug.ts';
import { presentEvent } from './present-events.ts';
import { presentScores } from './present-score.ts';
import { presentStep, presentTrace } from './present-steps.ts';
import { presentUsage } from './present-usage.ts';
import { factsHold } from './run-facts.ts';
import { shownRun } from './shown-run.ts';
import { presentStatus } from './statuses.ts';
import { translateExpand } from './translate-expand.ts';

const NOTHING = new Set<never>();

/** A poll without a query is answered from memory, as long as what it tells of things outside of the run holds. */
export const RUN_POLL: Omit<Poll, 'path'> = {
  policy: 'runs:read',
  runId: (shown) => readId('exec', shown),
  encode: ({ deps, run, commits }: PollView): PollAnswer | null => {
    const told = commits();
    const encoded = encodeRun(deps, run, NOTHING);
    return encoded === null ? null : { text: encoded.text, isCurrent: factsHold(deps, encoded.facts, { commits, seen: told }) };
  },
};

function getRun(call: DialectCall): Reply {
  const expand = translateExpand(call.query.get('expand'));
  const { run } = shownRun(call);
  return jsonText(200, runText(call.deps, run, expand) ?? '{}');
}

async function cancel(call: DialectCall): Promise<Reply> {
  const { run: before, automation } = shownRun(call);
  const { outcome, run } = await cancelRun(call.deps.context, call.caller, before.id);
  return json(200, {
    id: showId('exec', run.id),
    type: automation.type,
    finished: 'finishedAt' in run,
    execution: { status: presentStatus(run) },
    cancellation: {
      state: outcome === 'too_late' ? 'already_terminal' : outcome,
      wasStatus: presentStatus(outcome === 'too_late' ? run : before),
    },
  });
}

function listEvents(call: DialectCall): Reply {
  const { run } = shownRun(call);
  const events = [];
  for (const { type, at, data } of everyEvent(call.deps, run)) {
    const event = presentEvent(decodeChange(type, data, null), at);
    if (event !== null) events.push(event);
  }
  return json(200, { events });
}

function listSteps(call: DialectCall): Reply {
  const { run } = shownRun(call);
  return json(200, { steps: stepsOfRun(call.deps, run).map(presentStep) });
}

function getTrace(call: DialectCall): Reply {
  const { run } = shownRun(call);
  return json(200, { events: presentTrace(run, phasesOf(run), stepsOfRun(call.deps, run)) });
}

function getUsage(call: DialectCall): Reply {
  const { run } = shownRun(call);
  return json(200, { usage: presentUsage(run, usageOfRun(call.deps, run)) });
}

function listScores(call: DialectCall): Reply {
  const { run, automation } = shownRun(call);
  const evaluation = run.evaluation === null ? null : call.deps.context.store.evaluations.get(run.workspaceId, run.id);
  const at = 'finishedAt' in run ? run.finishedAt : run.updatedAt;
  return json(200, { scores: evaluation === null ? [] : presentScores({ id: run.id, automationId: automation.id, at }, evaluation) });
}

export const RUN_ROUTES: readonly DialectRoute[] = [
  { method: 'GET', path: '/runs/{run_id}', policy: 'runs:read', handle: getRun },
  { method: 'POST', path: '/runs/{run_id}/cancel', policy: 'runs:control', handle: cancel },
  { method: 'GET', path: '/runs/{run_id}/events', policy: 'runs:read', handle: listEvents },
  { method: 'GET', path: '/runs/{run_id}/steps', policy: 'runs:read', handle: listSteps },
  { method: 'GET', path: '/runs/{run_id}/trace', policy: 'runs:read', handle: getTrace },
  { method: 'GET', path: '/runs/{run_id}/usage', policy: 'runs:read', handle: getUsage },
  { method: 'GET', path: '/runs/{run_id}/scores', policy: 'runs:read', handle: listScores },
];

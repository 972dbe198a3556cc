import type { Evidence, LoggedFact, StoredRun } from './evidence.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';

/** An acknowledged signal is in the log, an acknowledged decision is there once, an acknowledged cancel came true. */
export function judgeWishes({ acknowledged, stored }: Evidence): readonly Finding[] {
  const runs = new Map(stored.runs.map((run) => [run.id, run]));
  const factsOf = (runId: string): readonly LoggedFact[] =>
    (runs.get(runId)?.events ?? []).flatMap(({ fact }) => (fact === null ? [] : [fact]));
  return [
    ...acknowledged.signals
      .filter(({ runId, name }) => !factsOf(runId).some((fact) => fact.kind === 'signal' && fact.name === name))
      .map(({ runId, name }) => finding('lost', runId, `signal ${name} was acknowledged and is not in its log`)),
    ...acknowledged.decisions
      .filter(
        ({ runId, reviewId, decision }) =>
          !factsOf(runId).some((fact) => fact.kind === 'decided' && fact.reviewId === reviewId && fact.decision === decision),
      )
      .map(({ runId, reviewId, decision }) =>
        finding('lost', runId, `decision ${decision} of review ${reviewId} was acknowledged and is not in its log`),
      ),
    ...stored.runs.flatMap(judgeSingleDecisions),
    ...acknowledged.cancels.flatMap(({ runId, answer }) => judgeCancel(runs.get(runId), runId, answer)),
  ];
}

function judgeSingleDecisions(run: StoredRun): readonly Finding[] {
  const decided = run.events.flatMap(({ fact }) => (fact?.kind === 'decided' ? [fact.reviewId] : []));
  return new Set(decided).size === decided.length ? [] : [finding('illegal', run.id, 'a review of it was decided more than once')];
}

/** A wish may lose against a completion that was on its way; a cancel that was answered as done may not. */
function judgeCancel(run: StoredRun | undefined, runId: string, answer: 'done' | 'requested'): readonly Finding[] {
  const allowed = answer === 'done' ? ['cancelled'] : ['cancelled', 'completed'];
  if (run === undefined || allowed.includes(run.status)) return [];
  return [finding('illegal', runId, `its cancel was answered as ${answer} and it is ${run.status}`)];
}

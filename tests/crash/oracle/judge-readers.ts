import { isTerminal } from '../../../packages/millrace/src/domain/run-status.ts';
import type { Evidence, SeenEvent, SeenStatus, StoredRun } from './evidence.ts';
import { finding, type Finding } from './finding.ts';
import { foldStatuses } from './status-fold.ts';

/** No reader saw a seq fall, a terminal status change, anything that is not in the log, or a stream with a gap or a repeat. */
export function judgeReaders({ seen, stored }: Evidence): readonly Finding[] {
  const runs = new Map(stored.runs.map((run) => [run.id, run]));
  return [
    ...seen.polls.flatMap(({ runId, answers }) => [...judgeOrder(runId, answers), ...judgeTruth(runs.get(runId), runId, answers)]),
    ...seen.streams.flatMap(({ runId, events }) => judgeStream(runs.get(runId), runId, events)),
  ];
}

function judgeOrder(runId: string, answers: readonly SeenStatus[]): readonly Finding[] {
  const findings: Finding[] = [];
  let before: SeenStatus | null = null;
  for (const answer of answers) {
    if (before !== null && answer.seq < before.seq)
      findings.push(finding('illegal', runId, `a reader saw seq ${answer.seq} after ${before.seq}`));
    if (before !== null && isTerminal(before.status) && (answer.status !== before.status || answer.seq !== before.seq)) {
      findings.push(finding('illegal', runId, `a reader saw ${answer.status} at ${answer.seq} after ${before.status} at ${before.seq}`));
    }
    before = answer;
  }
  return findings;
}

/** What was told must have been durable: it is in the log, and the log agrees with it. */
function judgeTruth(run: StoredRun | undefined, runId: string, answers: readonly SeenStatus[]): readonly Finding[] {
  if (run === undefined) return answers.length === 0 ? [] : [finding('lost', runId, 'a reader saw it and there is no such run')];
  const { after } = foldStatuses(run.events);
  return answers.flatMap(({ seq, status }) => {
    const possible = after[seq - 1];
    if (possible === undefined) return [finding('lost', runId, `a reader saw seq ${seq} and its log ends at ${run.events.length}`)];
    return possible.includes(status)
      ? []
      : [finding('illegal', runId, `a reader saw ${status} at ${seq}, where the log says ${possible.join(' or ')}`)];
  });
}

function judgeStream(run: StoredRun | undefined, runId: string, events: readonly SeenEvent[]): readonly Finding[] {
  if (run === undefined) return events.length === 0 ? [] : [finding('lost', runId, 'its events were streamed and there is no such run')];
  for (const [index, event] of events.entries()) {
    const logged = run.events[index];
    if (event.seq !== index + 1) return [finding('illegal', runId, `event ${index + 1} of its stream has id ${event.seq}`)];
    if (logged?.type !== event.type)
      return [finding('illegal', runId, `event ${event.seq} was streamed as ${event.type} and logged as ${logged?.type}`)];
  }
  if (events.length > 0 && events.length < run.events.length)
    return [finding('illegal', runId, `its stream ended after ${events.length} of ${run.events.length} events`)];
  return [];
}

import { isTerminal } from '../../../packages/millrace/src/domain/run-status.ts';
import type { Evidence, SeenEvent, SeenStatus, StoredRun } from './evidence.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';
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
  return answers.flatMap((answer, index) => {
    const before = answers[index - 1];
    if (before === undefined) return [];
    if (answer.seq < before.seq) return [finding('illegal', runId, `a reader saw seq ${answer.seq} after ${before.seq}`)];
    if (!isTerminal(before.status) || (answer.status === before.status && answer.seq === before.seq)) return [];
    return [finding('illegal', runId, `a reader saw ${answer.status} at ${answer.seq} after ${before.status} at ${before.seq}`)];
  });
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
  if (events.length === 0) return [];
  if (run === undefined) return [finding('lost', runId, 'its events were streamed and there is no such run')];
  const wrong = events.findIndex((event, index) => event.seq !== index + 1 || event.type !== run.events[index]?.type);
  const [event, logged] = [events[wrong], run.events[wrong]];
  if (event === undefined) {
    const isWhole = events.length === run.events.length;
    return isWhole ? [] : [finding('illegal', runId, `its stream ended after ${events.length} of ${run.events.length} events`)];
  }
  if (event.seq !== wrong + 1) return [finding('illegal', runId, `event ${wrong + 1} of its stream has id ${event.seq}`)];
  return [finding('illegal', runId, `event ${event.seq} was streamed as ${event.type} and logged as ${logged?.type}`)];
}

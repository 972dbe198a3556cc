import { isTerminal } from '../../../packages/millrace/src/domain/run-status.ts';
import type { Evidence, LoggedEvent, StoredRun } from './evidence.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';
import { foldStatuses } from './status-fold.ts';

/** Logs have no gap and no repeat, only legal moves, one completion a step, and end where the run's row says. */
export function judgeLogs({ stored }: Evidence): readonly Finding[] {
  return stored.runs.flatMap((run) => [...judgeSequence(run), ...judgeMoves(run), ...judgeCompletions(run)]);
}

function judgeSequence(run: StoredRun): readonly Finding[] {
  const wrong = run.events.findIndex((event, index) => event.seq !== index + 1);
  if (wrong !== -1) return [illegal(run, `event ${wrong + 1} of its log has seq ${run.events[wrong]?.seq}`)];
  if (run.seq === run.events.length) return [];
  return [illegal(run, `its seq is ${run.seq} and its log has ${run.events.length} events`)];
}

function judgeMoves(run: StoredRun): readonly Finding[] {
  const { after, brokenAt } = foldStatuses(run.events);
  if (brokenAt !== null) return [illegal(run, `event ${brokenAt + 1} (${run.events[brokenAt]?.type}) is no legal move`)];
  const last = after.at(-1) ?? [];
  if (!last.includes(run.status)) return [illegal(run, `its log ends as ${last.join(' or ')} and its row says ${run.status}`)];
  const end = run.events.at(-1);
  return !isTerminal(run.status) || endsRun(end) ? [] : [illegal(run, `it is ${run.status} and its last event is ${end?.type}`)];
}

function illegal(run: StoredRun, what: string): Finding {
  return finding('illegal', run.id, what);
}

function endsRun(event: LoggedEvent | undefined): boolean {
  return event?.type === 'run.finished';
}

function judgeCompletions(run: StoredRun): readonly Finding[] {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const { seq, fact } of run.events) {
    if (fact?.kind !== 'completed') continue;
    for (const item of fact.items) {
      const place = item === null ? fact.step : `${fact.step}[${item}]`;
      if (seen.has(place)) findings.push(finding('re-executed', run.id, `step ${place} was recorded again by event ${seq}`));
      seen.add(place);
    }
  }
  return findings;
}

import { RUN_TRANSITIONS } from '../../../packages/millrace/src/domain/run-status.ts';
import type { RunStatus } from '../../../packages/millrace/src/domain/run-status.ts';
import type { LoggedEvent } from './evidence.ts';

/** What an event may turn a run into. More than one when it depends on wishes that the oracle does not follow. */
const MAY_BECOME: Readonly<Record<string, readonly RunStatus[]>> = {
  'run.queued': ['queued'],
  'run.started': ['running'],
  'run.waiting': ['waiting', 'paused'],
  'run.recovered': ['queued', 'paused', 'waiting'],
  'run.paused': ['paused', 'queued'],
  'run.resumed': ['queued', 'waiting', 'running'],
  'run.finished': ['completed', 'failed', 'cancelled'],
};

export interface FoldedStatus {
  /** The statuses in which the run may have been after the event of that index. */
  readonly after: readonly (readonly RunStatus[])[];
  /** The first event after which no legal status was left. */
  readonly brokenAt: number | null;
}

/**
 * Follows a run through its log with nothing but the transition table: an event that no status allows is an illegal
 * move. What is not told apart here is told apart by the statuses that readers saw.
 */
export function foldStatuses(events: readonly LoggedEvent[]): FoldedStatus {
  const after: (readonly RunStatus[])[] = [];
  let current: readonly RunStatus[] = [];
  for (const [index, event] of events.entries()) {
    current = index === 0 ? first(event) : move(current, event);
    if (current.length === 0) return { after, brokenAt: index };
    after.push(current);
  }
  return { after, brokenAt: null };
}

function first({ type }: LoggedEvent): readonly RunStatus[] {
  return type === 'run.queued' ? ['queued'] : [];
}

function move(current: readonly RunStatus[], event: LoggedEvent): readonly RunStatus[] {
  const live = current.filter((status) => RUN_TRANSITIONS[status].length > 0);
  const targets = targetsOf(event);
  if (targets === null) return live;
  const withdrawn = event.type === 'run.resumed' && live.includes('running') ? (['running'] as const) : [];
  return targets.filter((to) => withdrawn.some((status) => status === to) || live.some((from) => RUN_TRANSITIONS[from].includes(to)));
}

function targetsOf({ type, fact }: LoggedEvent): readonly RunStatus[] | null {
  if (fact?.kind === 'finished') return [fact.status];
  if (type === 'run.queued') return [];
  return MAY_BECOME[type] ?? null;
}

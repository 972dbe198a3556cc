import { applyChange } from '../apply-change.ts';
import type { RunChange } from '../change.ts';
import type { StageDeclaration } from '../stage.ts';
import { firstOfItsLine, type NewRun } from '../new-run.ts';
import { queueRun } from '../queue-run.ts';
import type { Run, RunOf, RunState } from '../run.ts';

/** The time at which sample runs are queued. */
export const QUEUED_AT = 1_000;
/** The claim of the first owner. */
export const OWNER = 1;

/** A run that was just accepted, with what a test wants to be different. */
export function queuedRun(different: Partial<NewRun> = {}, stages: readonly StageDeclaration[] = []): Run {
  const run: NewRun = {
    id: 'run-1',
    workspaceId: 'workspace-1',
    workflow: 'work',
    version: 'v1',
    createdAt: QUEUED_AT,
    startAt: null,
    expiresAt: null,
    timeoutMs: null,
    priority: 0,
    concurrencyKey: null,
    tags: [],
    metadata: {},
    trigger: { type: 'api', actor: null, requestId: null },
    lineage: firstOfItsLine('run-1'),
    example: null,
    credits: null,
    ...different,
  };
  return queueRun({ type: 'run.queued', run, stages, idempotency: null, payload: null }, 1, QUEUED_AT);
}

export function runningRun(different: Partial<NewRun> = {}, stages: readonly StageDeclaration[] = []): Run {
  return after(queuedRun(different, stages), { type: 'run.started' }, OWNER, QUEUED_AT + 100);
}

/** A run that waits for the signal `go`. */
export function waitingRun(): Run {
  return after(runningRun(), waitForGo(0), OWNER, QUEUED_AT + 200);
}

export function waitForGo(seenInputSeq: number): RunChange {
  return {
    type: 'run.waiting',
    reason: 'signal',
    waitingFor: { kind: 'signal', name: 'go', until: null },
    wakeOn: ['signal:go'],
    runnableAt: null,
    seenInputSeq,
  };
}

export function pausedRun(): Run {
  return after(queuedRun(), { type: 'run.paused', actor: null }, null, QUEUED_AT + 100);
}

export function finish(status: 'completed' | 'failed' | 'cancelled'): RunChange {
  const reasons = { completed: 'finished', failed: 'workflow_error', cancelled: 'cancelled_by_user' } as const;
  return { type: 'run.finished', status, reason: reasons[status], error: null, payload: null };
}

/** The run after a change that must be taken. */
export function after(run: Run, change: RunChange, epoch: number | null = null, at: number = run.updatedAt + 10): Run {
  const applied = applyChange(run, change, at, epoch);
  if (!applied.ok) throw new Error(`${change.type} was refused: ${JSON.stringify(applied.refusal)}`);
  return applied.run;
}

/** Why a change is not taken; null when it is. */
export function refusal(run: Run, change: RunChange, epoch: number | null = null, at: number = run.updatedAt + 10): string | null {
  const applied = applyChange(run, change, at, epoch);
  return applied.ok ? null : applied.refusal.kind;
}

/** The run as one of that status; throws when it has another. */
export function as<S extends RunState['status']>(run: Run, status: S): RunOf<S> {
  if (!hasStatus(run, status)) throw new Error(`The run is ${run.status} and not ${status}.`);
  return run;
}

function hasStatus<S extends RunState['status']>(run: Run, status: S): run is RunOf<S> {
  return run.status === status;
}

import type { CommandContext } from '../commands/command-context.ts';
import type { RunChange } from '../domain/change.ts';
import type { DispatchPorts } from '../dispatch/dispatch-ports.ts';
import type { Engines } from '../dispatch/engines.ts';
import type { ConcurrencyLimits } from '../dispatch/places.ts';
import { committedRun } from '../journal/committed-run.ts';
import type { CommittedRun } from '../journal/journal.ts';
import { endChildren } from './end-orphans.ts';
import { recoverRun } from './recover-runs.ts';

const TRY_AGAIN_MS = 1_000;

interface Parts {
  readonly context: CommandContext;
  readonly engines: Engines;
  readonly capacity: number;
  readonly limitsOf: (workflow: string) => ConcurrencyLimits | null;
  readonly report: (error: unknown) => void;
  /** Milliseconds on a clock that is never set. */
  readonly elapsed?: () => number;
}

/** Joins the dispatcher to the journal, the store and the commands. */
export function makeDispatchPorts({ context, engines, capacity, limitsOf, report, elapsed }: Parts): DispatchPorts {
  const { journal, store, now } = context;
  const recover = (run: CommittedRun, crashed: boolean): void => {
    recoverRun(journal, run, crashed, now).catch(report);
  };
  const finish = (run: CommittedRun, reason: 'queue_expired' | 'run_timeout' | 'cancelled'): void => {
    const { workspaceId, runId } = run;
    // The clock may have been set back since: a deadline that has passed is over all the same.
    const at = reason === 'cancelled' ? now() : Math.max(now(), run.deadlineAt ?? 0);
    journal.commit([{ kind: 'run', workspaceId, runId, at, epoch: null, change: endOf(run, reason) }]).then((result) => {
      if (!result.ok && result.refusal.kind === 'storage_full') setTimeout(() => finish(run, reason), TRY_AGAIN_MS);
    }, report);
  };
  return {
    dispatch: store.dispatch,
    engines,
    capacity,
    limitsOf,
    now,
    ...(elapsed === undefined ? {} : { elapsed }),
    recover,
    finish,
    readRun: (workspaceId, runId) => {
      const run = store.runs.get(workspaceId, runId);
      return run === null ? null : committedRun(run);
    },
    parentEnded: (run) => {
      endChildren(context, run).catch(report);
    },
  };
}

function endOf(run: CommittedRun, reason: 'queue_expired' | 'run_timeout' | 'cancelled'): RunChange {
  if (reason === 'cancelled') {
    return { type: 'run.finished', status: 'cancelled', reason: run.cancelReason ?? 'cancelled_by_user', error: null, payload: null };
  }
  const message = reason === 'queue_expired' ? 'The run did not start within its time to live.' : 'The run took longer than its time-out.';
  return {
    type: 'run.finished',
    status: 'failed',
    reason,
    error: { code: reason, message, step: null, attempt: null, stack: null },
    payload: null,
  };
}

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
}

/** Joins the dispatcher to the journal, the store and the commands. */
export function makeDispatchPorts({ context, engines, capacity, limitsOf, report }: Parts): DispatchPorts {
  const { journal, store, now } = context;
  const recover = (run: CommittedRun, crashed: boolean): void => {
    recoverRun(journal, run, crashed, now).catch(report);
  };
  const finish = (run: CommittedRun, reason: 'queue_expired' | 'run_timeout' | 'cancelled'): void => {
    const { workspaceId, runId } = run;
    journal.commit([{ kind: 'run', workspaceId, runId, at: now(), epoch: null, change: endOf(run, reason) }]).then((result) => {
      if (!result.ok && result.refusal.kind === 'storage_full') setTimeout(() => finish(run, reason), TRY_AGAIN_MS);
    }, report);
  };
  return {
    dispatch: store.dispatch,
    engines,
    capacity,
    limitsOf,
    now,
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

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ExplainableRun } from '../domain/explain-run.ts';
import type { RunStatus } from '../domain/run-status.ts';
import type { Run } from '../domain/run.ts';
import type { WaitingFor } from '../domain/waiting-for.ts';
import { lockDataFolder } from '../store/sqlite/data-folder-lock.ts';
import { DatabaseRefusal } from '../store/sqlite/database-refusal.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import type { Store } from '../store/store.ts';

export interface StuckRun {
  readonly id: string;
  readonly workflow: string;
  readonly status: RunStatus;
}

/** A data folder as somebody sees it who only looks. */
export interface DataInspection {
  /** True when a server works in the folder right now. */
  readonly isServed: boolean;
  readonly liveCounts: { readonly [S in RunStatus]?: number };
  /** Live runs that have neither an owner, nor a timer, nor a named wait. There should be none. */
  readonly stuck: readonly StuckRun[];
  explainable(runId: string): ExplainableRun | null;
  close(): void;
}

const SHOWN = 100;

/** Looks into a data folder without changing anything; null when there is no database in it. */
export function inspectData(folder: string): DataInspection | null {
  const path = join(folder, 'millrace.db');
  if (!existsSync(path)) return null;
  const isServed = isInUse(folder);
  const store = openSqliteStore(path);
  return {
    isServed,
    liveCounts: store.dispatch.liveCounts(),
    stuck: store.dispatch.stuck(SHOWN).map(({ runId, workflow, status }) => ({ id: runId, workflow, status })),
    explainable: (runId) => findRun(store, runId),
    close: () => store.close(),
  };
}

function findRun(store: Store, runId: string): ExplainableRun | null {
  for (const workspace of store.access.workspaces()) {
    const run = store.runs.get(workspace.id, runId);
    if (run !== null) return explainableRun(run);
  }
  return null;
}

function explainableRun(run: Run): ExplainableRun {
  const { status, reason, startAt, expiresAt, startedAt, timeoutMs, pauseRequestedAt, cancelRequestedAt } = run;
  const error = run.status === 'failed' ? run.error : null;
  return { status, reason, waitingFor: waitOf(run), startAt, expiresAt, startedAt, timeoutMs, pauseRequestedAt, cancelRequestedAt, error };
}

function waitOf(run: Run): ExplainableRun['waitingFor'] {
  if (run.status !== 'waiting') return null;
  const { waitingFor } = run;
  return {
    kind: waitingFor.kind,
    name: waitingFor.name,
    until: 'until' in waitingFor ? waitingFor.until : null,
    target: targetOf(waitingFor),
  };
}

function targetOf(waitingFor: WaitingFor): string | null {
  if ('reviewId' in waitingFor) return waitingFor.reviewId;
  return 'runId' in waitingFor ? waitingFor.runId : null;
}

function isInUse(folder: string): boolean {
  try {
    lockDataFolder(folder).release();
    return false;
  } catch (error) {
    if (error instanceof DatabaseRefusal) return true;
    throw error;
  }
}

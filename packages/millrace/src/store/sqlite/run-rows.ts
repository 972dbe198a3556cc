import type { StatementSync } from 'node:sqlite';
import { foldChange } from '../../domain/apply-change.ts';
import { decodeChange } from '../../domain/decode-change.ts';
import type { Run, RunHistory, RunState } from '../../domain/run.ts';
import { deadlineAt } from '../../domain/run-deadline.ts';
import { fillHistory, shortenHistory } from '../../domain/stored-history.ts';
import type { StoredRunState } from '../../domain/stored-history.ts';
import { fillDetails, shortenDetails } from '../../domain/stored-identity.ts';
import type { StoredDetails } from '../../domain/stored-identity.ts';
import type { StoredEvent } from '../store.ts';
import { rowToEvent } from './event-rows.ts';
import { integer, text, textOrNull } from './row-values.ts';
import type { Row } from './row-values.ts';

/**
 * The row of a run and the run itself. Columns hold what is filtered by or looked for; two JSON columns hold the rest:
 * `identity` what never changes, `state` what does. The status stands in both, so that `state` keeps its union whole.
 */
export interface RunRow extends RunStateRow {
  readonly workspace_id: string;
  readonly id: string;
  readonly workflow: string;
  readonly version: string;
  readonly run_number: number;
  readonly created_at: number;
  readonly priority: number;
  readonly concurrency_key: string | null;
  readonly parent_run_id: string | null;
  /** The run that this one retries or reruns. */
  readonly previous_run_id: string | null;
  readonly identity: string;
}

/** The columns that change after the start. */
export interface RunStateRow {
  readonly status: string;
  readonly seq: number;
  readonly updated_at: number;
  readonly runnable_at: number | null;
  readonly deadline_at: number | null;
  /** The kind of wait, null unless the run waits. */
  readonly waiting_for: string | null;
  readonly crashes: number;
  readonly input_seq: number;
  readonly children: number;
  readonly claim_epoch: number;
  readonly state: string;
}

/** All columns but `run_key`: what is inserted for a new run. */
export function runToRow(run: Run): RunRow {
  const { lineage } = run;
  return {
    ...runToStateRow(run),
    workspace_id: run.workspaceId,
    id: run.id,
    workflow: run.workflow,
    version: run.version,
    run_number: run.runNumber,
    created_at: run.createdAt,
    priority: run.priority,
    concurrency_key: run.concurrencyKey,
    parent_run_id: lineage.parentRunId,
    previous_run_id: lineage.previousRunId ?? lineage.forkedFrom?.runId ?? null,
    identity: JSON.stringify(shortenDetails(run)),
  };
}

/** What is written when a run has changed. Called for every change of status. */
export function runToStateRow(run: Run): RunStateRow {
  return {
    status: run.status,
    seq: run.seq,
    updated_at: run.updatedAt,
    runnable_at: run.status === 'queued' || run.status === 'waiting' ? run.runnableAt : null,
    deadline_at: deadlineAt(run),
    waiting_for: run.status === 'waiting' ? run.waitingFor.kind : null,
    crashes: run.crashes,
    input_seq: run.inputSeq,
    children: run.children,
    claim_epoch: run.claimEpoch,
    state: JSON.stringify({ ...runState(run), ...shortenHistory(run) }),
  };
}

function runState(run: RunState): RunState {
  const { reason } = run;
  switch (run.status) {
    case 'queued':
      return { status: run.status, reason, runnableAt: run.runnableAt };
    case 'running':
      return { status: run.status, reason };
    case 'waiting':
      return { status: run.status, reason, waitingFor: run.waitingFor, wakeOn: run.wakeOn, runnableAt: run.runnableAt };
    case 'paused':
      return { status: run.status, reason, resumesTo: run.resumesTo };
    case 'completed':
    case 'cancelled':
      return { status: run.status, reason, finishedAt: run.finishedAt };
    case 'failed':
      return { status: run.status, reason, finishedAt: run.finishedAt, error: run.error };
  }
}

/** The run as its row has it. While the run is running, its log may be ahead by a few changes: see `foldTail`. */
export function rowToRun(row: Row): Run {
  const identity: unknown = JSON.parse(text(row, 'identity'));
  const state: unknown = JSON.parse(text(row, 'state'));
  assertIdentity(identity);
  assertState(state);
  const id = text(row, 'id');
  return {
    id,
    workspaceId: text(row, 'workspace_id'),
    workflow: text(row, 'workflow'),
    version: text(row, 'version'),
    runNumber: integer(row, 'run_number'),
    createdAt: integer(row, 'created_at'),
    priority: integer(row, 'priority'),
    concurrencyKey: textOrNull(row, 'concurrency_key'),
    ...fillDetails(identity, id),
    seq: integer(row, 'seq'),
    updatedAt: integer(row, 'updated_at'),
    claimEpoch: integer(row, 'claim_epoch'),
    crashes: integer(row, 'crashes'),
    inputSeq: integer(row, 'input_seq'),
    children: integer(row, 'children'),
    ...fillHistory(state),
    ...olderEnd(row, state),
    ...runState(state),
  };
}

/** The change that ended a run used to be its last one, and nothing more was said about it. */
function olderEnd(row: Row, state: StoredRunState): Pick<RunHistory, 'finishedSeq'> | null {
  return 'finishedAt' in state && state.finishedSeq === undefined ? { finishedSeq: integer(row, 'seq') } : null;
}

// The shape is not checked through and through: there is one writer, and this runs for every row of every list.
function assertIdentity(value: unknown): asserts value is StoredDetails {
  if (!isObject(value) || !('trigger' in value)) throw new TypeError('The column identity of a run does not hold the identity of a run.');
}

function assertState(value: unknown): asserts value is StoredRunState {
  if (!isObject(value) || !('status' in value)) throw new TypeError('The column state of a run does not hold the state of a run.');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The run after the events that its row does not hold yet. They must begin right after the run's `seq`. */
export function foldTail(run: Run, events: readonly StoredEvent[]): Run {
  return events.reduce((folded, { type, data, at }) => foldChange(folded, decodeChange(type, data, null), at), run);
}

/** Events that the row of a running run may lack; parameters: run_key, seq of the row. */
export const SELECT_TAIL = 'SELECT seq, type, at, data FROM run_events WHERE run_key = ? AND seq > ? ORDER BY seq';

/** A run from its row (with `run_key`) and its tail, which `tail` reads: a statement of `SELECT_TAIL`. */
export function loadRun(row: Row, tail: StatementSync): { readonly runKey: number; readonly run: Run; readonly rowSeq: number } {
  const runKey = integer(row, 'run_key');
  const run = rowToRun(row);
  if (run.status !== 'running') return { runKey, run, rowSeq: run.seq };
  return { runKey, run: foldTail(run, tail.all(runKey, run.seq).map(rowToEvent)), rowSeq: run.seq };
}

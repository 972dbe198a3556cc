import type { StatementSync } from 'node:sqlite';
import { foldChange } from '../../domain/apply-change.ts';
import { decodeChange } from '../../domain/decode-change.ts';
import type { Run, RunHistory, RunIdentity, RunState } from '../../domain/run.ts';
import { deadlineAt } from '../../domain/run-deadline.ts';
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

type IdentityColumn = 'id' | 'workspaceId' | 'workflow' | 'version' | 'runNumber' | 'createdAt' | 'priority' | 'concurrencyKey';
type IdentityJson = Omit<RunIdentity, IdentityColumn>;
type StateColumn = 'seq' | 'updatedAt' | 'claimEpoch' | 'crashes' | 'inputSeq' | 'children';
type StateJson = Omit<RunHistory, StateColumn> & RunState;

/** All columns but `run_key`: what is inserted for a new run. */
export function runToRow(run: Run): RunRow {
  const { startAt, expiresAt, timeoutMs, tags, metadata, trigger, lineage, example, credits } = run;
  const identity: IdentityJson = { startAt, expiresAt, timeoutMs, tags, metadata, trigger, lineage, example, credits };
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
    identity: JSON.stringify(identity),
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
    state: JSON.stringify(stateJson(run)),
  };
}

function stateJson(run: Run): StateJson {
  return {
    ...runState(run),
    startedAt: run.startedAt,
    queuedMs: run.queuedMs,
    waitingMs: run.waitingMs,
    statusAt: run.statusAt,
    pauseRequestedAt: run.pauseRequestedAt,
    cancelRequestedAt: run.cancelRequestedAt,
    cancelReason: run.cancelReason,
    progress: run.progress,
    stages: run.stages,
    steps: run.steps,
    items: run.items,
    costs: run.costs,
    creditsUsed: run.creditsUsed,
    artifacts: run.artifacts,
    reviews: run.reviews,
    finishedSeq: run.finishedSeq,
    evaluation: run.evaluation,
    verdict: run.verdict,
    deleted: run.deleted,
  };
}

function runState(run: Run): RunState {
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
  return {
    id: text(row, 'id'),
    workspaceId: text(row, 'workspace_id'),
    workflow: text(row, 'workflow'),
    version: text(row, 'version'),
    runNumber: integer(row, 'run_number'),
    createdAt: integer(row, 'created_at'),
    priority: integer(row, 'priority'),
    concurrencyKey: textOrNull(row, 'concurrency_key'),
    ...OLDER_IDENTITY,
    ...identity,
    seq: integer(row, 'seq'),
    updatedAt: integer(row, 'updated_at'),
    claimEpoch: integer(row, 'claim_epoch'),
    crashes: integer(row, 'crashes'),
    inputSeq: integer(row, 'input_seq'),
    children: integer(row, 'children'),
    ...OLDER_STATE,
    ...olderEnd(row, state),
    ...state,
  };
}

/** What the rows of older releases lack. */
const OLDER_IDENTITY = { example: null, credits: null };
const OLDER_STATE = { creditsUsed: 0, evaluation: null, verdict: null, deleted: [] };

/** The change that ended a run used to be its last one. */
function olderEnd(row: Row, state: StateJson): Pick<RunHistory, 'finishedSeq'> | null {
  if ('finishedSeq' in state) return null;
  return { finishedSeq: 'finishedAt' in state ? integer(row, 'seq') : null };
}

// The shape is not checked through and through: there is one writer, and this runs for every row of every list.
function assertIdentity(value: unknown): asserts value is IdentityJson {
  if (!isObject(value) || !('lineage' in value)) throw new TypeError('The column identity of a run does not hold the identity of a run.');
}

function assertState(value: unknown): asserts value is StateJson {
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

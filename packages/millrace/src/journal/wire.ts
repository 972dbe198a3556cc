import type { CatalogChange, Change } from '../domain/change.ts';
import { isRunChangeType } from '../domain/change-types.ts';
import { decodeChange } from '../domain/decode-change.ts';
import { encodeChange } from '../domain/encode-change.ts';
import { trustJsonText } from '../domain/json-text.ts';
import type { StartGuard } from '../domain/start-guard.ts';
import { isRunStatus, type RunStatus } from '../domain/run-status.ts';
import type { CommitRequest } from './commit-request.ts';
import type { CommittedRun } from './journal.ts';

/**
 * How commits and what came of them travel between threads. Flat lists of texts and numbers cost a third of what the
 * same objects would, and a change travels as it will be stored: as its data and its payload.
 */
export type WireValue = string | number | null;

const CATALOG = 'catalog';
const VALUES_PER_CHANGE = 8;

/** Appends a commit to a message: its id, the number of its changes, then the changes. */
export function writeCommit(to: WireValue[], id: number, changes: readonly Change[]): void {
  to.push(id, changes.length);
  for (const change of changes) {
    if (change.kind === 'catalog') {
      to.push('', '', change.at, null, CATALOG, JSON.stringify(change.change), null, null);
    } else {
      const { data, payload } = encodeChange(change.change);
      const { workspaceId, runId, at, epoch, guards } = change;
      to.push(workspaceId, runId, at, epoch, change.change.type, data, payload, guards === undefined ? null : JSON.stringify(guards));
    }
  }
}

/** Takes a message apart into the commits that were written to it. */
export function readCommits(values: readonly WireValue[]): CommitRequest[] {
  const requests: CommitRequest[] = [];
  for (let from = 0; from < values.length;) {
    const changes: CommitRequest['changes'][number][] = [];
    const id = number(values[from]);
    const end = from + 2 + number(values[from + 1]) * VALUES_PER_CHANGE;
    for (from += 2; from < end; from += VALUES_PER_CHANGE) changes.push(readChange(values, from));
    requests.push({ id, changes });
  }
  return requests;
}

function readChange(values: readonly WireValue[], from: number): CommitRequest['changes'][number] {
  const at = number(values[from + 2]);
  const epoch = values[from + 3];
  const type = text(values[from + 4]);
  const data = trustJsonText(text(values[from + 5]));
  if (type === CATALOG) return { kind: 'catalog', at, change: catalogChange(data) };
  if (!isRunChangeType(type)) throw new Error(`There is no change of type ${type}.`);
  const payload = values[from + 6];
  const change = decodeChange(type, data, payload === null ? null : trustJsonText(text(payload)));
  const guards = values[from + 7];
  const workspaceId = text(values[from]);
  const runId = text(values[from + 1]);
  const commit = { kind: 'run', workspaceId, runId, at, epoch: epoch === null ? null : number(epoch), data, change } as const;
  return guards === null ? commit : { ...commit, guards: startGuards(text(guards)) };
}

function startGuards(data: string): readonly StartGuard[] {
  const value: unknown = JSON.parse(data);
  assertStartGuards(value);
  return value;
}

/** Only `writeCommit` makes these texts, from the guards of a commit. */
function assertStartGuards(value: unknown): asserts value is readonly StartGuard[] {
  void value;
}

function number(value: WireValue | undefined): number {
  if (typeof value !== 'number') throw new TypeError('A message of the journal is out of step: a number was due.');
  return value;
}

function text(value: WireValue | undefined): string {
  if (typeof value !== 'string') throw new TypeError('A message of the journal is out of step: a text was due.');
  return value;
}

function catalogChange(data: string): CatalogChange {
  const value: unknown = JSON.parse(data);
  assertCatalogChange(value);
  return value;
}

/** Only `writeCommit` makes these texts, from catalog changes. */
function assertCatalogChange(value: unknown): asserts value is CatalogChange {
  void value;
}

const VALUES_PER_RUN = 18;

/** Appends where a run stands after a commit. */
export function writeCommittedRun(to: WireValue[], run: CommittedRun): void {
  to.push(
    run.workspaceId,
    run.runId,
    run.runNumber,
    run.seq,
    run.status,
    run.workflow,
    run.version,
    run.priority,
    run.concurrencyKey,
    run.runnableAt,
    run.deadlineAt,
    run.claimEpoch,
    run.crashes,
    run.inputSeq,
    run.cancelReason,
    run.pauseRequested ? 1 : 0,
    run.parentRunId,
    run.children,
  );
}

export function readCommittedRuns(values: readonly WireValue[]): CommittedRun[] {
  const runs: CommittedRun[] = [];
  for (let from = 0; from < values.length; from += VALUES_PER_RUN) runs.push(readCommittedRun(values, from));
  return runs;
}

function readCommittedRun(values: readonly WireValue[], from: number): CommittedRun {
  return {
    workspaceId: text(values[from]),
    runId: text(values[from + 1]),
    runNumber: number(values[from + 2]),
    seq: number(values[from + 3]),
    status: status(values[from + 4]),
    workflow: text(values[from + 5]),
    version: text(values[from + 6]),
    priority: number(values[from + 7]),
    concurrencyKey: textOrNull(values[from + 8]),
    runnableAt: numberOrNull(values[from + 9]),
    deadlineAt: numberOrNull(values[from + 10]),
    claimEpoch: number(values[from + 11]),
    crashes: number(values[from + 12]),
    inputSeq: number(values[from + 13]),
    cancelReason: cancelReason(values[from + 14]),
    pauseRequested: values[from + 15] === 1,
    parentRunId: textOrNull(values[from + 16]),
    children: number(values[from + 17]),
  };
}

function status(value: WireValue | undefined): RunStatus {
  const known = text(value);
  if (!isRunStatus(known)) throw new TypeError(`A message of the journal is out of step: ${known} is no status.`);
  return known;
}

function cancelReason(value: WireValue | undefined): CommittedRun['cancelReason'] {
  return value === 'cancelled_by_user' || value === 'cancelled_by_parent' ? value : null;
}

function textOrNull(value: WireValue | undefined): string | null {
  return value === null ? null : text(value);
}

function numberOrNull(value: WireValue | undefined): number | null {
  return value === null ? null : number(value);
}

/** Runs of which only the log grew: id and seq in turn. */
export function* readMoved(values: readonly WireValue[]): Generator<readonly [runId: string, seq: number]> {
  for (let at = 0; at < values.length; at += 2) yield [text(values[at]), number(values[at + 1])];
}

/** Commits that were taken: the id of each, and where the runs that it changed stand in the same message. */
export function* readTaken(values: readonly number[]): Generator<{ readonly id: number; readonly places: readonly number[] }> {
  for (let at = 0; at < values.length;) {
    const end = at + 2 + number(values[at + 1]);
    yield { id: number(values[at]), places: values.slice(at + 2, end) };
    at = end;
  }
}

import { judgeCredits } from '../crash/oracle/judge-credits.ts';
import { judgeLogs } from '../crash/oracle/judge-logs.ts';
import type { Evidence, LoggedEvent, StoredRun } from '../crash/oracle/evidence.ts';
import { foldStatuses } from '../crash/oracle/status-fold.ts';
import type { Claim } from './claim.ts';
import { sha256Of } from './found-state.ts';
import type { FileRow, FoundState } from './found-state.ts';
import type { DiskFiles } from './honest-disk.ts';
import { DATA } from './record-load.ts';

export interface StateVerdict {
  /** What had been said and is not there. */
  readonly lost: readonly string[];
  /** What is there and contradicts itself: pages, logs, ledgers, files. */
  readonly corrupt: readonly string[];
}

/** Judges what a disk holds by what had been said before the power failed. */
export function judgeState(state: FoundState | null, files: DiskFiles, claims: readonly Claim[]): StateVerdict {
  if (state === null) return { lost: claims.map(wordsOf), corrupt: claims.length === 0 ? [] : ['the database cannot be read'] };
  const folded = { ...state, stored: { ...state.stored, runs: state.stored.runs.map(withTail) } };
  const runs = new Map(folded.stored.runs.map((run) => [run.id, run]));
  const lost = claims.filter((claim) => !holds(claim, folded, runs)).map(wordsOf);
  const pages = state.integrity === 'ok' ? [] : [`integrity_check says ${state.integrity}`];
  return { lost, corrupt: [...pages, ...judgeInside(folded), ...state.fileRows.flatMap((row) => judgeFile(row, files))] };
}

/** The row of a run may be older than its log: readers fold the rest of the log over it, and so is it done here. */
function withTail(run: StoredRun): StoredRun {
  if (run.seq >= run.events.length) return run;
  const status = foldStatuses(run.events).after.at(-1)?.[0] ?? run.status;
  return { ...run, seq: run.events.length, status };
}

function wordsOf(claim: Claim): string {
  return Object.entries(claim)
    .flatMap(([name, value]) => (name === 'at' ? [] : [name === 'kind' ? String(value) : `${name} ${value}`]))
    .join(' ');
}

function holds(claim: Claim, state: FoundState, runs: ReadonlyMap<string, StoredRun>): boolean {
  switch (claim.kind) {
    case 'start':
      return runs.has(claim.runId) && state.keys.get(claim.key) === claim.runId;
    case 'progress': {
      const run = runs.get(claim.runId);
      return run !== undefined && run.seq >= claim.seq && (claim.end === null || run.status === claim.end);
    }
    case 'signal':
      return hasFact(runs, claim.runId, ({ fact }) => fact?.kind === 'signal' && fact.name === claim.name);
    case 'decision':
      return hasFact(runs, claim.runId, ({ fact }) => fact?.kind === 'decided' && fact.reviewId === claim.reviewId);
    case 'event':
      return runs.get(claim.runId)?.events[claim.seq - 1]?.type === claim.type;
    case 'step':
      return hasFact(runs, claim.runId, ({ fact }) => fact?.kind === 'completed' && fact.step === claim.step);
    case 'intent':
      return state.intents.has(`${claim.runId}/${claim.step}`);
    case 'upload':
      return state.fileRows.some(
        ({ id, sha256, sizeBytes }) => id === claim.id && sha256 === claim.sha256 && sizeBytes === claim.sizeBytes,
      );
    case 'quote':
      return state.quotes.has(claim.id);
  }
}

function hasFact(runs: ReadonlyMap<string, StoredRun>, runId: string, is: (event: LoggedEvent) => boolean): boolean {
  return runs.get(runId)?.events.some(is) === true;
}

/** Logs without gaps that end where their rows say, and a ledger that adds up: by the rules of the crash test. */
function judgeInside({ stored }: FoundState): readonly string[] {
  const evidence: Evidence = {
    boots: [],
    acknowledged: { starts: [], signals: [], decisions: [], cancels: [] },
    seen: { polls: [], streams: [] },
    effects: [],
    stored,
  };
  return [...judgeLogs(evidence), ...judgeCredits(evidence)].map(({ runId, what }) => `${runId ?? 'no run'}: ${what}`);
}

function judgeFile({ table, storageKey, sizeBytes, sha256 }: FileRow, files: DiskFiles): readonly string[] {
  const content = files.get(`${DATA}/artifacts/${storageKey}`);
  if (content === undefined) return [`${table}: ${storageKey} has a row and no file`];
  if (content.length === sizeBytes && sha256Of(content) === sha256) return [];
  return [`${table}: ${storageKey} has ${content.length} bytes and does not hold what its row says`];
}

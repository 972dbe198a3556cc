import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { LoggedEvent, LoggedFact, Stored, StoredRun } from './oracle/evidence.ts';

/**
 * Reads what a stopped server left in its data folder, with SQL and JSON of its own: code of the server that was wrong
 * in writing must not be asked what it wrote.
 */
export function collectStored(dataFolder: string): Stored {
  const db = new DatabaseSync(join(dataFolder, 'millrace.db'), { readOnly: true });
  try {
    const files = readFiles(join(dataFolder, 'artifacts'));
    return { runs: readRuns(db), artifacts: readArtifacts(db), files, ledger: readLedger(db) };
  } finally {
    db.close();
  }
}

const runRow = z.object({
  run_key: z.int(),
  id: z.string(),
  workflow: z.string(),
  status: z.enum(['queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled']),
  seq: z.int(),
  parent_run_id: z.string().nullable(),
  state: z.string().transform((text) => z.object({ reason: z.string() }).parse(JSON.parse(text))),
});
const eventRow = z.object({
  run_key: z.int(),
  seq: z.int(),
  type: z.string(),
  at: z.number(),
  data: z.string(),
  payload: z.string().nullable(),
});
type EventRow = z.infer<typeof eventRow>;

function readRuns(db: DatabaseSync): readonly StoredRun[] {
  const events = Map.groupBy(readEvents(db), (event) => event.run_key);
  const rows = db.prepare('SELECT run_key, id, workflow, status, seq, parent_run_id, state FROM runs').all();
  return rows.map((row) => {
    const { run_key: runKey, parent_run_id: parentRunId, state, ...run } = runRow.parse(row);
    const log = events.get(runKey) ?? [];
    const answer = answerOfRun(log);
    const credits = { held: heldFor(log), used: usedBy(log) };
    return { ...run, ...inputOfRun(log), ...credits, parentRunId, reason: state.reason, answer, events: log.map(toLogged) };
  });
}

function readEvents(db: DatabaseSync): readonly EventRow[] {
  const rows = db.prepare('SELECT run_key, seq, type, at, data, payload FROM run_events ORDER BY run_key, seq').all();
  return rows.map((row) => eventRow.parse(row));
}

const input = z.object({ key: z.string(), n: z.int() });
const output = z.object({ answer: z.number() });

function inputOfRun(log: readonly EventRow[]): { readonly key: string; readonly n: number } {
  return input.parse(JSON.parse(log[0]?.payload ?? 'null'));
}

function answerOfRun(log: readonly EventRow[]): number | null {
  const end = log.at(-1);
  if (end?.type !== 'run.finished' || end.payload === null) return null;
  const parsed = output.safeParse(JSON.parse(end.payload));
  return parsed.success ? parsed.data.answer : null;
}

const queued = z.object({ run: z.object({ credits: z.object({ held: z.int() }).nullish() }) });
const usage = z.object({ entry: z.object({ credits: z.int() }) });
const childEnd = z.object({ creditsUsed: z.int() });

function heldFor(log: readonly EventRow[]): number {
  return queued.parse(JSON.parse(log[0]?.data ?? 'null')).run.credits?.held ?? 0;
}

function usedBy(log: readonly EventRow[]): number {
  return log.reduce((used, { type, data }) => {
    if (type === 'usage.recorded') return used + usage.parse(JSON.parse(data)).entry.credits;
    return type === 'child.finished' ? used + childEnd.parse(JSON.parse(data)).creditsUsed : used;
  }, 0);
}

function toLogged(row: EventRow): LoggedEvent {
  return { seq: row.seq, at: row.at, type: row.type, fact: toFact(row) };
}

const finished = z.object({ status: runRow.shape.status });
const named = z.object({ name: z.string() });
const completed = z.object({ op: z.string(), name: z.string().optional() });
const decided = z.object({ reviewId: z.string(), decision: z.string() });
const items = z.array(
  z.union([z.tuple([z.int(), z.literal('d'), z.unknown().optional()]), z.tuple([z.int(), z.enum(['x', 'f']), z.string()])]),
);

function toFact({ type, data, payload }: EventRow): LoggedFact | null {
  switch (type) {
    case 'run.finished':
      return { kind: 'finished', ...finished.parse(JSON.parse(data)) };
    case 'step.completed':
      return { kind: 'completed', step: stepName(completed.parse(JSON.parse(data))), items: [null] };
    case 'items.recorded':
      return { kind: 'completed', step: named.parse(JSON.parse(data)).name, items: deliveredItems(payload) };
    case 'signal.received':
      return { kind: 'signal', ...named.parse(JSON.parse(data)) };
    case 'review.decided':
      return { kind: 'decided', ...decided.parse(JSON.parse(data)) };
    default:
      return null;
  }
}

/** The name stands in the op, and apart from it only where it is another one. */
function stepName({ op, name }: z.infer<typeof completed>): string {
  return name ?? op.replaceAll(/^step:|#\d+$/gu, '');
}

/** Items that were dropped had no effect. */
function deliveredItems(payload: string | null): readonly number[] {
  return items.parse(JSON.parse(payload ?? '[]')).flatMap(([index, outcome]) => (outcome === 'd' ? [index] : []));
}

const ledgerRow = z.object({ runId: z.string(), kind: z.string(), amount: z.int() });
const balances = z.object({ available: z.int(), held: z.int(), spent: z.int() });

/** The load uses one workspace. */
function readLedger(db: DatabaseSync): Stored['ledger'] {
  const rows = db.prepare('SELECT run_id AS runId, kind, amount FROM ledger_entries ORDER BY seq').all();
  const balance = db.prepare('SELECT available, held, spent FROM ledger_balances').get();
  return { entries: rows.map((row) => ledgerRow.parse(row)), balances: balances.parse(balance ?? { available: 0, held: 0, spent: 0 }) };
}

const artifactRow = z.object({ runId: z.string(), storageKey: z.string(), sizeBytes: z.int(), sha256: z.string() });

function readArtifacts(db: DatabaseSync): Stored['artifacts'] {
  const rows = db.prepare(
    `SELECT runs.id AS runId, storage_key AS storageKey, size_bytes AS sizeBytes, sha256
     FROM artifacts JOIN runs USING (run_key)`,
  );
  return rows.all().map((row) => artifactRow.parse(row));
}

/** Every file under the folder, finished or not. */
function readFiles(folder: string): Stored['files'] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const content = readFileSync(path);
    const storageKey = relative(folder, path).split(sep).join('/');
    return { storageKey, sizeBytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
  });
}

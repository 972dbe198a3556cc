import { randomUUIDv7 } from 'node:crypto';
import { z } from 'zod';
import type { RunChange, RunCommit } from '../../packages/millrace/src/domain/change.ts';
import { encodeJson } from '../../packages/millrace/src/domain/json-text.ts';
import { firstOfItsLine } from '../../packages/millrace/src/domain/new-run.ts';
import { openWriter } from '../../packages/millrace/src/store/sqlite/database.ts';
import { encodeRequest } from '../../packages/millrace/src/journal/encode-request.ts';
import { SqliteJournalWriter } from '../../packages/millrace/src/store/sqlite/journal-writer.ts';
import { answerParent } from '../child.ts';

/**
 * Fills a database with runs through the writer of the journal itself, so that the rows are the very ones that it writes;
 * only the syncs are left out, and a thousand runs go into one transaction. Answers with the id of one run in a thousand.
 */
const question = z.object({
  databasePath: z.string(),
  workspaceId: z.string(),
  workflow: z.string(),
  version: z.string(),
  runs: z.int(),
  /** `mixed`: nine in ten completed, the others failed, cancelled or waiting. `waiting`: half on a timer, half on a signal. */
  kind: z.enum(['mixed', 'waiting']),
});
type Question = z.infer<typeof question>;

const RUNS_PER_TRANSACTION = 1000;
const DAY_MS = 24 * 3600 * 1000;

answerParent((asked) => {
  const parsed = question.parse(asked);
  const db = openWriter(parsed.databasePath);
  db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -524288; PRAGMA wal_autocheckpoint = 100000');
  const writer = new SqliteJournalWriter(db);
  const now = Date.now();
  const sample: string[] = [];
  for (let index = 0; index < parsed.runs; index += RUNS_PER_TRANSACTION) {
    const size = Math.min(RUNS_PER_TRANSACTION, parsed.runs - index);
    const batch = Array.from({ length: size }, (_, offset) => encodeRequest(offset, commitsOf(parsed, index + offset, now)));
    const results = writer.write(batch);
    sample.push(
      ...batch.slice(0, 1).flatMap(({ changes }) => changes.slice(0, 1).flatMap((change) => (change.kind === 'run' ? [change.runId] : []))),
    );
    const refused = results.find(({ refusal }) => refusal !== null);
    if (refused !== undefined) throw new Error(`The journal refused a loaded run: ${JSON.stringify(refused)}`);
  }
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  writer.close();
  return sample;
});

function commitsOf(asked: Question, index: number, now: number): readonly RunCommit[] {
  const at = now - 90 * DAY_MS + Math.floor((index / asked.runs) * 89 * DAY_MS);
  const runId = randomUUIDv7();
  return changesOf(asked, { index, runId, at, now }).map((change, place): RunCommit => {
    const epoch = place === 0 ? null : 1;
    return { kind: 'run', workspaceId: asked.workspaceId, runId, at: at + place, epoch, change };
  });
}

interface Place {
  readonly index: number;
  readonly runId: string;
  readonly at: number;
  readonly now: number;
}

function changesOf(asked: Question, place: Place): readonly RunChange[] {
  const started: readonly RunChange[] = [queued(asked, place), { type: 'run.started' }];
  const kind = asked.kind === 'waiting' ? 99 : place.index % 100;
  if (kind >= 98) return [...started, ...wait(place)];
  const op = 'step:work#1';
  const startedAt = place.at;
  const done: RunChange = {
    type: 'step.completed',
    op,
    name: 'work',
    attempt: 1,
    stage: null,
    startedAt,
    copiedFrom: null,
    payload: encodeJson({ value: place.index }),
  };
  return [...started, done, finished(kind, place.index)];
}

const UNLIMITED = { startAt: null, expiresAt: null, timeoutMs: null, priority: 0, concurrencyKey: null } as const;

function queued(asked: Question, { index, runId, at }: Place): RunChange {
  const { workspaceId, workflow, version } = asked;
  const run = {
    ...UNLIMITED,
    id: runId,
    workspaceId,
    workflow,
    version,
    createdAt: at,
    tags: index % 50 === 0 ? ['fiftieth'] : [],
    metadata: { customer: `c${index % 1000}` },
    trigger: { type: 'api', actor: 'bench', requestId: null },
    lineage: firstOfItsLine(runId),
    example: null,
    credits: null,
  } as const;
  return { type: 'run.queued', run, stages: [], idempotency: null, payload: encodeJson({ customer: index % 1000, amount: index }) };
}

function wait({ index, now }: Place): readonly RunChange[] {
  if (index % 2 === 0) {
    const until = now + DAY_MS + (index % 1000) * 60_000;
    return [
      { type: 'sleep.started', op: 'sleep:nap#1', name: 'nap', until },
      {
        type: 'run.waiting',
        reason: 'timer',
        waitingFor: { kind: 'timer', name: 'nap', until },
        wakeOn: [],
        runnableAt: until,
        seenInputSeq: 0,
      },
    ];
  }
  return [
    { type: 'wait.started', op: 'wait:go#1', name: 'go', until: null },
    {
      type: 'run.waiting',
      reason: 'signal',
      waitingFor: { kind: 'signal', name: 'go', until: null },
      wakeOn: ['signal:go'],
      runnableAt: null,
      seenInputSeq: 0,
    },
  ];
}

function finished(kind: number, index: number): RunChange {
  const payload = encodeJson({ value: index });
  if (kind < 90) return { type: 'run.finished', status: 'completed', reason: 'finished', error: null, payload };
  if (kind >= 95) return { type: 'run.finished', status: 'cancelled', reason: 'cancelled_by_user', error: null, payload: null };
  const error = { code: 'step_failed', message: 'The upstream answered 502.', step: 'work', attempt: 3, stack: null };
  return { type: 'run.finished', status: 'failed', reason: 'step_failed', error, payload: null };
}

import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { RunChange } from '../../domain/change.ts';
import { MillraceError } from '../../domain/errors.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { encodeJson } from '../../domain/json-text.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';
import { openWriter } from '../../store/sqlite/database.ts';
import { SqliteJournalWriter } from '../../store/sqlite/journal-writer.ts';
import { openSqliteStore } from '../../store/sqlite/store.ts';
import { WriterJournal } from '../../store/testing/writer-journal.ts';
import type { Caller } from '../caller.ts';
import type { CommandContext } from '../command-context.ts';
import { KeyGate } from '../key-gate.ts';
import { PlanCache } from '../plan-cache.ts';
import { registerWorkflows } from '../register-workflows.ts';
import { startRun } from '../start-run.ts';
import { LoadedWorkflows } from './loaded-workflows.ts';
import type { LoadedWorkflow } from './loaded-workflows.ts';

export const CALLER: Caller = { workspaceId: 'ws-1', actor: 'key-1', requestId: 'req-1', via: 'api' };
export const STRANGER: Caller = { ...CALLER, workspaceId: 'ws-2' };

/** Commands over a real journal and store in a folder of their own, with a clock that only the test moves. */
export interface CommandWorld {
  readonly context: CommandContext;
  readonly definitions: LoadedWorkflows;
  readonly clock: { now: number };
  /** Loads a workflow and registers it in both workspaces. */
  load(name: string, workflow: LoadedWorkflow & { readonly manifest?: JsonObject }): Promise<void>;
  /** A run of `hello`, which is loaded when it is not. */
  start(): Promise<Run>;
  /** What the owner of a run records; the journal has to take it. */
  own(runId: string, ...changes: readonly RunChange[]): Promise<void>;
  begin(runId: string): Promise<void>;
  run(runId: string): Run;
  history(runId: string): readonly { readonly type: string; readonly data: string; readonly payload: string | null }[];
}

export function commandWorld(test: TestContext): CommandWorld {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-commands-'));
  const path = join(folder, 'millrace.db');
  const writer = new SqliteJournalWriter(openWriter(path));
  const store = openSqliteStore(path);
  test.after(() => {
    store.close();
    writer.close();
    rmSync(folder, { recursive: true });
  });
  const definitions = new LoadedWorkflows();
  const clock = { now: 1_800_000_000_000 };
  const context: CommandContext = {
    journal: new WriterJournal(writer),
    store,
    definitions,
    keyGate: new KeyGate(),
    // Nothing runs here: every run queues.
    headStart: { reserve: () => null },
    housekeeping: { wake: () => {} },
    plans: new PlanCache(store.credits, () => clock.now),
    now: () => clock.now,
    newId: () => randomUUID(),
    mintApiKey: () => {
      const token = randomUUID();
      return { id: randomUUID(), token, secretHash: createHash('sha256').update(token).digest('hex') };
    },
  };
  return makeWorld(context, definitions, clock);
}

function makeWorld(context: CommandContext, definitions: LoadedWorkflows, clock: { now: number }): CommandWorld {
  const { store, journal } = context;
  const run = (runId: string): Run => {
    const found = store.runs.get(CALLER.workspaceId, runId);
    assert.ok(found);
    return found;
  };
  const load: CommandWorld['load'] = async (name, workflow) => {
    definitions.load(name, workflow);
    const { sample, check, estimate } = workflow;
    const declares = { hasSample: sample !== undefined, hasInputSchema: check !== undefined, hasEstimate: estimate !== undefined };
    const declared = { ...declares, ...workflow.manifest };
    const manifest = encodeJson(declared);
    const entry = { name, version: workflow.version, title: name, description: '', manifest };
    clock.now += 1;
    for (const { workspaceId } of [CALLER, STRANGER]) await registerWorkflows(context, workspaceId, [entry]);
  };
  const own: CommandWorld['own'] = async (runId, ...changes) => {
    const { claimEpoch } = run(runId);
    for (const change of changes) {
      clock.now += 1;
      const epoch = change.type === 'run.started' ? claimEpoch + 1 : claimEpoch;
      const result = await journal.commit([{ kind: 'run', workspaceId: CALLER.workspaceId, runId, at: clock.now, epoch, change }]);
      assert.ok(result.ok, JSON.stringify(result));
    }
  };
  return {
    context,
    definitions,
    clock,
    load,
    own,
    run,
    start: async () => {
      if (!definitions.isLoaded('hello', '1')) await load('hello', { version: '1' });
      const { run: started } = await startRun(context, CALLER, { workflow: 'hello', input: { n: 1 } });
      return started;
    },
    begin: async (runId) => own(runId, { type: 'run.started' }),
    history: (runId) => store.events.history(CALLER.workspaceId, runId),
  };
}

/** The error that a command answers with, which has to be one of ours. */
async function errorOf(work: Promise<unknown>): Promise<MillraceError> {
  try {
    await work;
  } catch (error) {
    assert.ok(MillraceError.is(error), String(error));
    return error;
  }
  assert.fail('The command was expected to fail.');
}

export async function fails(work: Promise<unknown>, code: ErrorCode, ...pointers: readonly string[]): Promise<MillraceError> {
  const error = await errorOf(work);
  assert.equal(error.code, code, error.message);
  assert.deepEqual(
    error.faults.map(({ pointer }) => pointer),
    pointers,
  );
  return error;
}

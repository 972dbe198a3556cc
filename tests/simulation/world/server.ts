import { endOrphans } from '../../../packages/millrace/src/boot/end-orphans.ts';
import { joinEngines } from '../../../packages/millrace/src/boot/join-engines.ts';
import { LoadedWorkflows } from '../../../packages/millrace/src/boot/loaded-workflows.ts';
import { shutDown } from '../../../packages/millrace/src/boot/shut-down.ts';
import { recoverRuns } from '../../../packages/millrace/src/boot/recover-runs.ts';
import type { CommandContext, HeadStart } from '../../../packages/millrace/src/commands/command-context.ts';
import { createWorkspace } from '../../../packages/millrace/src/commands/create-workspace.ts';
import { KeyGate } from '../../../packages/millrace/src/commands/key-gate.ts';
import { PlanCache } from '../../../packages/millrace/src/commands/plan-cache.ts';
import { registerWorkflows } from '../../../packages/millrace/src/commands/register-workflows.ts';
import { setPlan } from '../../../packages/millrace/src/commands/set-plan.ts';
import { UNLIMITED } from '../../../packages/millrace/src/domain/plan.ts';
import { NewestWorkflows } from '../../../packages/millrace/src/store/newest-workflows.ts';
import { startJournalThread } from '../../../packages/millrace/src/threads/journal-client.ts';
import { LoadedDefinitions } from './loaded-definitions.ts';
import type { Thread } from './scheduler.ts';
import type { World } from './world.ts';

/** One life of the server process, from its boot to a crash. */
export interface Server {
  readonly main: Thread;
  readonly context: CommandContext;
  readonly workspaceId: string;
  /** Gives the engines newer code, which is the same here: threads are replaced. */
  readonly reload: () => Promise<void>;
  readonly close: (drainMs: number) => Promise<void>;
}

/** Starts what main.ts starts, in its order, except the HTTP API. Must be called on the main thread of the new process. */
export async function bootServer(world: World, main: Thread): Promise<Server> {
  const { now } = world.scheduler;
  const report = (error: unknown): void => world.watch.found('G12', `the server reported: ${inWords(error)}`);
  const { journal, ...journalThread } = await startJournalThread({ databasePath: ':memory:', crashAt: null }, report);
  const reads = world.openStore();
  const workflows = new NewestWorkflows(reads.workflows);
  const store = { ...reads, workflows };
  await recoverRuns(journal, store, now);
  const loaded = new LoadedWorkflows();
  const definitions = new LoadedDefinitions(world.registry, () => loaded.versions);
  const headStart: HeadStart = { reserve: (run, accepted) => dispatcher.reserve(run, accepted) };
  const ports = { journal, store, definitions, keyGate: new KeyGate(), headStart, housekeeping: { wake: () => {} } };
  const plans = new PlanCache(store.credits, now);
  const context: CommandContext = { ...ports, plans, now, newId: world.newId, mintApiKey };
  const workspaceId = await openWorkspace(world, context);
  const { threads, capacity } = world.setting;
  const data = { databasePath: ':memory:', artifactsFolder: '', workflowsFolder: '', crashAt: null };
  const logger = { info: () => {}, warn: () => {}, error: () => {} };
  const { pool, dispatcher } = joinEngines({
    context,
    connect: (port) => journalThread.connect(port),
    loaded,
    threads,
    memoryMb: null,
    capacity,
    data,
    logger,
    report,
  });
  await pool.start();
  await registerWorkflows(context, workspaceId, loaded.entries);
  workflows.forget();
  dispatcher.start();
  endOrphans(context).catch(report);
  const nothing = { close: async () => {}, stop: async () => {}, release: () => {} };
  const storage = { journal, close: () => journalThread.close() };
  const parts = { server: nothing, pool, dispatcher, definitions: nothing, housekeeping: nothing, storage, folder: nothing };
  return { main, context, workspaceId, reload: () => pool.start(), close: (drainMs) => shutDown(parts, drainMs) };
}

function mintApiKey(): never {
  throw new Error('Nobody asks for keys in a simulation.');
}

async function openWorkspace(world: World, context: CommandContext): Promise<string> {
  const known = context.store.access.workspaces()[0];
  const { id: workspaceId } = known ?? (await createWorkspace(context, { name: 'default', sampleKey: '0'.repeat(32) }));
  if (context.store.credits.plan(workspaceId) === null) {
    const caller = { workspaceId, actor: null, requestId: null, via: 'cli' } as const;
    await setPlan(context, caller, { ...UNLIMITED, name: 'simulated', metered: world.setting.metered });
  }
  return workspaceId;
}

function inWords(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

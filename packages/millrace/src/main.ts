import { randomUUIDv7 } from 'node:crypto';
import { resolve } from 'node:path';
import { startApiServer } from './api/server.ts';
import { mintApiKey } from './auth/api-key.ts';
import { ApiKeyAuthenticator } from './auth/api-key-authenticator.ts';
import { refuseUnknownDeclarations, refuseUnknownHosts } from './boot/check-dialects.ts';
import { openDataFolder } from './boot/data-folder.ts';
import { endOrphans } from './boot/end-orphans.ts';
import { machineMemory, sharedEngineMemory } from './boot/engine-memory.ts';
import { ensureLocalAccess, writeCredentials } from './boot/first-start.ts';
import { Housekeeper } from './boot/housekeeper.ts';
import { joinEngines } from './boot/join-engines.ts';
import { LoadedWorkflows } from './boot/loaded-workflows.ts';
import { openStorage, recoverStorage } from './boot/open-storage.ts';
import { openServerLog } from './boot/server-log.ts';
import { shutDown } from './boot/shut-down.ts';
import type { CommandContext, HeadStart } from './commands/command-context.ts';
import { KeyGate } from './commands/key-gate.ts';
import { PlanCache } from './commands/plan-cache.ts';
import { registerWorkflows } from './commands/register-workflows.ts';
import type { Config } from './config.ts';
import { DialectSurface } from './dialects/dialect-surface.ts';
import { DIALECTS } from './dialects/dialects.ts';
import { armCrashPoint, parseCrashAt } from './journal/crash-point.ts';
import { NewestWorkflows } from './store/newest-workflows.ts';
import { DefinitionsClient } from './threads/definitions-client.ts';
import { VERSION } from './version.ts';

export interface Millrace {
  readonly url: string;
  /** A key of the default workspace, for programs of the same user. */
  readonly apiKey: string;
  readonly workspaceId: string;
  /** For programs in the same process: what every surface calls. */
  readonly context: CommandContext;
  /** Loads the workflows anew; runs that are going on continue with the new code if it matches what they have recorded. */
  readonly reload: () => Promise<void>;
  /** Stops taking requests, lets running steps end, puts what is still going on back into the queue. */
  readonly close: () => Promise<void>;
}

/** Starts Millrace on one machine: the journal, engines, the dispatcher and the API. Resolves when requests are accepted. */
export async function startMillrace(config: Config): Promise<Millrace> {
  const startedAt = Date.now();
  const { logger, report, failStop } = openServerLog(config.logLevel);
  const crashAt = parseCrashAt(process.env['MILLRACE_CRASH_AT']);
  armCrashPoint(crashAt);
  refuseUnknownHosts(DIALECTS, config.dialectHosts);

  const folder = openDataFolder(config.data);
  const { secrets, databasePath, artifactsPath: artifactsFolder } = folder;
  const storage = await openStorage(folder, crashAt, failStop);
  const { journal, artifacts, connect } = storage;
  const workflows = new NewestWorkflows(storage.store.workflows);
  const store = { ...storage.store, workflows };
  const recovered = await recoverStorage(storage, startedAt);

  const loaded = new LoadedWorkflows();
  const definitions = new DefinitionsClient(() => loaded.versions);
  const newKey = (): ReturnType<typeof mintApiKey> => mintApiKey('live', secrets.pepper);
  const keyGate = new KeyGate();
  const headStart: HeadStart = { reserve: (run, accepted) => dispatcher.reserve(run, accepted) };
  const housekeeping = new Housekeeper({ journal, store, artifacts, now: Date.now }, report);
  const plans = new PlanCache(store.credits, Date.now);
  const ports = { journal, store, definitions, keyGate, headStart, housekeeping, plans };
  const context = { ...ports, now: Date.now, newId: randomUUIDv7, mintApiKey: newKey };
  const authenticator = new ApiKeyAuthenticator(store.access, secrets.pepper, Date.now);
  const access = await ensureLocalAccess(context, authenticator, folder.path);

  const workflowsFolder = resolve(config.workflows);
  const data = { databasePath, artifactsFolder, workflowsFolder, crashAt };
  const { engines: threads, concurrency: capacity } = config;
  const memoryMb = config.engineMemoryMb ?? sharedEngineMemory(threads, machineMemory());
  const { pool, dispatcher } = joinEngines({ context, connect, loaded, threads, memoryMb, capacity, data, logger, report });
  const load = async (): Promise<void> => {
    await Promise.all([definitions.start({ workflowsFolder }), pool.start()]);
    refuseUnknownDeclarations(DIALECTS, loaded.entries);
    await registerWorkflows(context, access.workspaceId, loaded.entries);
    workflows.forget();
  };
  await load();

  const { linkSecret } = secrets;
  const { signedLinkTtlMs, publicUrl, host, port } = config;
  const readiness = (): { engines: boolean } => ({ engines: pool.isReady });
  const parts = { context, authenticator, artifacts, linkSecret, signedLinkTtlMs, publicUrl, readiness, report, version: VERSION };
  const dialects = new DialectSurface(DIALECTS, journal, config.dialectHosts);
  const server = await startApiServer(parts, { host, port }, [dialects]);
  dispatcher.start();
  endOrphans(context).catch(report);
  housekeeping.start();
  writeCredentials(folder.path, { ...access, url: server.url });
  logger.info('Millrace is ready.', { url: server.url, data: folder.path, workflows: [...loaded.versions.keys()], recovered });
  let closed: Promise<void> | null = null;
  const close = (): Promise<void> =>
    (closed ??= shutDown({ server, pool, dispatcher, definitions, housekeeping, storage, folder }, config.drainMs));
  return { ...access, url: server.url, context, reload: load, close };
}

import { randomUUIDv7 } from 'node:crypto';
import { join, resolve } from 'node:path';
import { startApiServer } from './api/server.ts';
import { FolderArtifactStore } from './artifacts/fs.ts';
import { sweepOrphans } from './artifacts/orphan-sweep.ts';
import { mintApiKey } from './auth/api-key.ts';
import { ApiKeyAuthenticator } from './auth/api-key-authenticator.ts';
import { makeDispatchPorts } from './boot/dispatch-ports.ts';
import { ensureLocalAccess, writeCredentials } from './boot/first-start.ts';
import { LoadedWorkflows } from './boot/loaded-workflows.ts';
import { recoverRun, recoverRuns } from './boot/recover-runs.ts';
import { loadSecrets } from './boot/secrets.ts';
import type { CommandContext } from './commands/command-context.ts';
import { KeyGate } from './commands/key-gate.ts';
import { registerWorkflows } from './commands/register-workflows.ts';
import type { Config } from './config.ts';
import { Dispatcher } from './dispatch/dispatcher.ts';
import { armCrashPoint, crashPoint, parseCrashAt } from './journal/crash-point.ts';
import { createLogger } from './observability/logger.ts';
import { lockDataFolder } from './store/sqlite/data-folder-lock.ts';
import { openSqliteStore } from './store/sqlite/store.ts';
import { DefinitionsClient } from './threads/definitions-client.ts';
import { EnginePool } from './threads/engine-pool.ts';
import { startJournalThread } from './threads/journal-client.ts';
import { VERSION } from './version.ts';

/** After a failure of the disk, or of the journal, the process ends with this code and acknowledges nothing more. */
const DISK_FAILED = 70;
const CLOSE_GRACE_MS = 2_000;

export interface Millrace {
  readonly url: string;
  /** A key of the default workspace, for programs of the same user. */
  readonly apiKey: string;
  readonly workspaceId: string;
  /** For programs in the same process: what every surface calls. */
  readonly context: CommandContext;
  /** Loads the workflows anew; runs that are going on continue with the new code if it matches what they have recorded. */
  reload(): Promise<void>;
  /** Stops taking requests, lets running steps end, puts what is still going on back into the queue. */
  close(): Promise<void>;
}

/** Starts Millrace on one machine: the journal, engines, the dispatcher and the API. Resolves when requests are accepted. */
export async function startMillrace(config: Config): Promise<Millrace> {
  const startedAt = Date.now();
  const logger = createLogger(config.logLevel, (line) => process.stderr.write(line), Date.now);
  const report = (error: unknown, requestId?: string): void =>
    logger.error('Something went wrong.', { error: error instanceof Error ? error.stack : String(error), request_id: requestId });
  const folder = resolve(config.data);
  const lock = lockDataFolder(folder);
  const crashAt = parseCrashAt(process.env['MILLRACE_CRASH_AT']);
  armCrashPoint(crashAt);
  const secrets = loadSecrets(folder);
  const databasePath = join(folder, 'millrace.db');
  const artifactsFolder = join(folder, 'artifacts');
  const workflowsFolder = resolve(config.workflows);

  const thread = await startJournalThread({ databasePath, crashAt }, (error) => {
    logger.error('The journal cannot write any more; the process ends.', { error: error instanceof Error ? error.stack : String(error) });
    process.exit(DISK_FAILED);
  });
  const { journal } = thread;
  const store = openSqliteStore(databasePath);
  const artifacts = new FolderArtifactStore(artifactsFolder);
  crashPoint('B1');
  await sweepOrphans(artifacts, (key) => store.artifacts.hasStorageKey(key), startedAt);
  const recovered = await recoverRuns(journal, store, Date.now);
  crashPoint('B2');

  const loaded = new LoadedWorkflows();
  const definitions = new DefinitionsClient(() => loaded.versions);
  const context: CommandContext = {
    journal,
    store,
    definitions,
    keyGate: new KeyGate(),
    now: Date.now,
    newId: randomUUIDv7,
    mintApiKey: () => mintApiKey('live', secrets.pepper),
  };
  const authenticator = new ApiKeyAuthenticator(store.access, secrets.pepper, Date.now);
  const access = await ensureLocalAccess(context, authenticator, folder);
  const pool = new EnginePool({
    threads: config.engines,
    data: { databasePath, artifactsFolder, workflowsFolder, crashAt },
    connect: thread.connect,
    events: {
      released: (runId, epoch) => dispatcher.released(runId, epoch),
      lost: (engine, crashed) => dispatcher.engineLost(engine, crashed),
      loaded: (workflows, problems) => {
        loaded.set(workflows);
        for (const problem of problems) logger.warn('A workflow file was not loaded.', { problem });
        dispatcher.reconsider();
      },
      refused: (runId, refusal) => logger.info('A run was taken from an engine.', { run_id: runId, refusal }),
      problem: (message) => logger.error(message),
    },
  });
  const dispatcher = new Dispatcher(
    makeDispatchPorts({ context, engines: pool, capacity: config.concurrency, limitsOf: (workflow) => loaded.limitsOf(workflow), report }),
  );
  journal.onCommitted((runs) => dispatcher.committed(runs));

  const load = async (): Promise<void> => {
    await Promise.all([definitions.start({ workflowsFolder }), pool.start()]);
    await registerWorkflows(context, access.workspaceId, loaded.entries);
  };
  await load();
  const server = await startApiServer(
    {
      context,
      authenticator,
      artifacts,
      linkSecret: secrets.linkSecret,
      signedLinkTtlMs: config.signedLinkTtlMs,
      readiness: () => ({ engines: pool.isReady }),
      report,
      version: VERSION,
    },
    { host: config.host, port: config.port },
  );
  dispatcher.start();
  writeCredentials(folder, { ...access, url: server.url });
  logger.info('Millrace is ready.', { url: server.url, data: folder, workflows: [...loaded.versions.keys()], recovered });

  const close = async (): Promise<void> => {
    dispatcher.stop();
    const closed = server.close(CLOSE_GRACE_MS);
    pool.yieldAll();
    const until = Date.now() + config.drainMs;
    while (dispatcher.liveRuns.length > 0 && Date.now() < until) await new Promise((done) => setTimeout(done, 10));
    await Promise.all(dispatcher.liveRuns.map((run) => recoverRun(journal, run, false, Date.now())));
    await closed;
    await Promise.all([pool.close(), definitions.close()]);
    await thread.close();
    store.close();
    lock.release();
  };
  return { url: server.url, apiKey: access.apiKey, workspaceId: access.workspaceId, context, reload: load, close };
}

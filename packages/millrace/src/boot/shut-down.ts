import { setTimeout as delay } from 'node:timers/promises';
import type { ApiServer } from '../api/server.ts';
import type { DefinitionsClient } from '../threads/definitions-client.ts';
import type { DataFolder } from './data-folder.ts';
import type { Housekeeper } from './housekeeper.ts';
import type { EngineRoom } from './join-engines.ts';
import type { Storage } from './open-storage.ts';
import { recoverRun } from './recover-runs.ts';

/** Time for requests that are in flight to be answered. */
const CLOSE_GRACE_MS = 2_000;
const LOOK_EVERY_MS = 10;

interface RunningParts extends EngineRoom {
  readonly server: Pick<ApiServer, 'close'>;
  readonly definitions: Pick<DefinitionsClient, 'close'>;
  readonly housekeeping: Pick<Housekeeper, 'stop'>;
  readonly storage: Pick<Storage, 'journal' | 'close'>;
  readonly folder: Pick<DataFolder, 'release'>;
}

/** Takes no more requests and runs, lets running steps end for up to `drainMs`, and puts what is still going on back into the queue. */
export async function shutDown(parts: RunningParts, drainMs: number): Promise<void> {
  const { server, pool, dispatcher, definitions, housekeeping, storage, folder } = parts;
  dispatcher.stop();
  const closed = server.close(CLOSE_GRACE_MS);
  pool.yieldAll();
  const until = Date.now() + drainMs;
  while (dispatcher.liveRuns.length > 0 && Date.now() < until) await delay(LOOK_EVERY_MS);
  await Promise.all(dispatcher.liveRuns.map((run) => recoverRun(storage.journal, run, false, Date.now)));
  await closed;
  await housekeeping.stop();
  await Promise.all([pool.close(), definitions.close()]);
  await storage.close();
  folder.release();
}

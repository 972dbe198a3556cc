import type { MessagePort } from 'node:worker_threads';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import { FolderArtifactStore } from '../artifacts/fs.ts';
import { sweepOrphans } from '../artifacts/orphan-sweep.ts';
import { crashPoint, type CrashAt } from '../journal/crash-point.ts';
import type { Journal } from '../journal/journal.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import type { Store } from '../store/store.ts';
import { startJournalThread } from '../threads/journal-client.ts';
import type { DataFolder } from './data-folder.ts';
import { recoverRuns } from './recover-runs.ts';

/** The one place that writes, what can be read, and the files. */
export interface Storage {
  readonly journal: Journal;
  readonly store: Store;
  readonly artifacts: ArtifactStore;
  /** Lets another thread commit through its own port. */
  readonly connect: (port: MessagePort) => void;
  readonly close: () => Promise<void>;
}

/** `failed` is called when the journal can write no more: the process must end then, and acknowledge nothing before. */
export async function openStorage(folder: DataFolder, crashAt: CrashAt | null, failed: (error: unknown) => void): Promise<Storage> {
  const { databasePath, artifactsPath } = folder;
  const thread = await startJournalThread({ databasePath, crashAt }, failed);
  // Opened second: the journal brings the database up to date, and reads need its tables.
  const store = openSqliteStore(databasePath);
  return {
    journal: thread.journal,
    store,
    artifacts: new FolderArtifactStore(artifactsPath),
    connect: (port) => thread.connect(port),
    close: async () => {
      await thread.close();
      store.close();
    },
  };
}

/** Puts in order what the last process left behind, and gives the number of runs that it was running when it ended. */
export async function recoverStorage({ journal, store, artifacts }: Storage, startedAt: number): Promise<number> {
  crashPoint('B1');
  await sweepOrphans(artifacts, (key) => store.artifacts.hasStorageKey(key), startedAt);
  const recovered = await recoverRuns(journal, store, Date.now);
  crashPoint('B2');
  return recovered;
}

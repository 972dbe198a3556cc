import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectStored } from '../crash/collect-stored.ts';
import type { Stored } from '../crash/oracle/evidence.ts';
import { startReadyServer } from '../server-process.ts';
import type { DiskFiles } from './honest-disk.ts';
import { LoadClient } from './load-client.ts';
import type { Asked } from './load-client.ts';
import { playLoad } from './play-load.ts';
import type { LoadSize } from './play-load.ts';
import { readTrace } from './disk-operation.ts';
import type { DiskOperation } from './disk-operation.ts';

export const WORKFLOW_FOLDER = fileURLToPath(new URL('../crash/workflows', import.meta.url));
/** The data folder under the root of the recorded disk; the server makes it. */
export const DATA = 'data';
const CHECKPOINT_PAGES = '250';

export interface RecordOptions {
  readonly folder: string;
  /** The compiled recorder. */
  readonly library: string;
  readonly effects: string;
  readonly size: LoadSize;
  /** The control: SQLite does not wait for the disk at a commit. */
  readonly isWeakened: boolean;
}

/** What one server did and said over its lives, and what it left. */
export interface Recording {
  readonly trace: readonly DiskOperation[];
  readonly asked: ReadonlyMap<string, Asked>;
  readonly left: DiskFiles;
  readonly stored: Stored;
}

/** Plays the load against a real server that is stopped in peace in the middle and started again. */
export async function recordLoad({ folder, library, effects, size, isWeakened }: RecordOptions): Promise<Recording> {
  const [root, trace] = [join(folder, 'root'), join(folder, 'trace')];
  mkdirSync(root, { recursive: true });
  const env = {
    LD_PRELOAD: library,
    POWER_ROOT: root,
    POWER_TRACE: trace,
    NODE_OPTIONS: `--import=${new URL('./tune-sqlite.ts', import.meta.url).href}`,
    POWER_CHECKPOINT_PAGES: CHECKPOINT_PAGES,
    ...(isWeakened ? { POWER_SYNCHRONOUS: 'NORMAL' } : {}),
  };
  const dataFolder = join(root, DATA);
  const asked = new Map<string, Asked>();
  // The control needs no second life to lose something.
  for (const life of isWeakened ? [1] : [1, 2]) {
    const { server, address } = await startReadyServer({ dataFolder, workflowFolder: WORKFLOW_FOLDER, env });
    try {
      const client = new LoadClient(address, `life${life}`);
      await playLoad(client, effects, life, size);
      for (const [requestId, what] of client.asked) asked.set(requestId, what);
    } finally {
      server.signal('SIGTERM');
    }
    const { code, words } = await server.ended;
    if (code !== 0) throw new Error(`The recorded server ended with ${code}.\n${words}`);
  }
  return { trace: readTrace(trace), asked, left: readFiles(root), stored: collectStored(dataFolder) };
}

function readFiles(root: string): DiskFiles {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [relative(root, path).split(sep).join('/'), readFileSync(path)];
    }),
  );
}

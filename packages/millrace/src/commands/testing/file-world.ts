import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import type { ArtifactStore } from '../../artifacts/artifact-store.ts';
import { FolderArtifactStore } from '../../artifacts/fs.ts';
import { Housekeeper } from '../../boot/housekeeper.ts';
import { putBatchFile } from '../put-batch-file.ts';
import { CALLER, commandWorld } from './command-world.ts';
import type { CommandWorld } from './command-world.ts';

/** Commands with a real store of files, and with what is done in the background on request. */
export interface FileWorld extends CommandWorld {
  readonly artifacts: ArtifactStore;
  /** Stores a file and puts it into the batch. */
  put(batchId: string, name: string, content: string): Promise<string>;
  /** Everything that lies in the store. */
  keys(): Promise<readonly string[]>;
  /** Does what there is to do in the background, as the next process would. */
  tidy(): Promise<void>;
}

export async function fileWorld(context: TestContext): Promise<FileWorld> {
  const world = commandWorld(context);
  const folder = mkdtempSync(join(tmpdir(), 'millrace-files-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const artifacts = new FolderArtifactStore(folder);
  await world.load('hello', { version: '1' });
  return {
    ...world,
    artifacts,
    put: async (batchId, name, text) => {
      const written = await artifacts.write(Readable.from([Buffer.from(text)]), { maxBytes: 1_000 });
      await putBatchFile(world.context, CALLER, batchId, { name, mediaType: 'text/plain', ...written });
      return written.storageKey;
    },
    keys: async () => {
      const keys: string[] = [];
      for await (const { storageKey } of artifacts.list()) keys.push(storageKey);
      return keys.toSorted();
    },
    tidy: async () => {
      const { journal, store, now } = world.context;
      const problems: unknown[] = [];
      const housekeeper = new Housekeeper({ journal, store, artifacts, now }, (error) => void problems.push(error));
      housekeeper.start();
      await housekeeper.idle();
      await housekeeper.stop();
      assert.deepEqual(problems, []);
    },
  };
}

/** What is in a file. */
export async function contentOf({ artifacts }: FileWorld, storageKey: string): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of artifacts.read(storageKey)) parts.push(part);
  return Buffer.concat(parts).toString();
}

export function filesOf({ context }: FileWorld, runId: string): readonly (readonly [path: string, storageKey: string])[] {
  return context.store.artifacts.list(CALLER.workspaceId, runId).map(({ path, storageKey }) => [path, storageKey]);
}

/** Lets a queued run fail, and gives its id. */
export async function finished(world: CommandWorld, runId: string): Promise<string> {
  const output = { type: 'run.finished', status: 'failed', reason: 'workflow_error', payload: null } as const;
  const error = { code: 'workflow_error', message: 'No.', step: null, attempt: null, stack: null };
  await world.begin(runId);
  await world.own(runId, { ...output, error });
  return runId;
}

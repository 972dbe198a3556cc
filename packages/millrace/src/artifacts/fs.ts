import { createHash, randomUUID } from 'node:crypto';
import { constants, mkdirSync } from 'node:fs';
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MillraceError } from '../domain/errors.ts';
import type { ArtifactStore, ByteRange, StoredFile, WrittenFile } from './artifact-store.ts';
import { fileError, isMissing } from './file-error.ts';
import { wholeChunks } from './whole-chunks.ts';

const CHUNK_BYTES = 256 * 1024;
const UNFINISHED = 'unfinished';
const STORAGE_KEY = /^[0-9a-f]{2}\/[0-9a-f-]{36}$/;
const FILE_NAME = /^[0-9a-f-]{36}$/;

/** All bytes are handed over; all bytes are durable. */
export type WriteStep = 'written' | 'synced';

/**
 * Files in a folder. A file is written under `unfinished/`, made durable, and only then gets its final name, so that a
 * name always stands for whole content. Names are made here: nothing that a user typed reaches the file system.
 */
export class FolderArtifactStore implements ArtifactStore {
  private readonly folder: string;
  /** Folders of the store that are known to be there after a power failure. */
  private readonly shelves = new Map<string, Promise<void>>();

  /** Told on the way of each file to its name; whoever is told may end the process. */
  private readonly reached: ((step: WriteStep) => void) | undefined;

  constructor(folder: string, reached?: (step: WriteStep) => void) {
    this.folder = folder;
    this.reached = reached;
    mkdirSync(join(folder, UNFINISHED), { recursive: true });
  }

  async write(content: AsyncIterable<Uint8Array>, options: { readonly maxBytes: number }): Promise<WrittenFile> {
    const name = randomUUID();
    const unfinished = join(this.folder, UNFINISHED, name);
    // The end of a random UUID is evenly spread; 256 folders keep each of them small.
    const storageKey = `${name.slice(-2)}/${name}`;
    try {
      const written = await this.writeDurably(unfinished, content, options.maxBytes);
      await this.finish(unfinished, join(this.folder, storageKey));
      return { storageKey, ...written };
    } catch (error) {
      await rm(unfinished, { force: true });
      throw fileError(error);
    }
  }

  async *read(storageKey: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    const handle = await this.open(storageKey);
    try {
      const options = range === undefined ? {} : { start: range.start, end: range.end };
      yield* handle.createReadStream({ ...options, autoClose: false, highWaterMark: CHUNK_BYTES });
    } finally {
      await handle.close();
    }
  }

  async remove(storageKey: string): Promise<void> {
    await rm(this.path(storageKey), { force: true });
  }

  async *list(): AsyncGenerator<StoredFile> {
    for await (const shelf of await opendir(this.folder)) {
      if (!shelf.isDirectory() || shelf.name === UNFINISHED) continue;
      for await (const file of await opendir(join(this.folder, shelf.name))) {
        const storageKey = `${shelf.name}/${file.name}`;
        if (!STORAGE_KEY.test(storageKey)) continue;
        const modifiedAt = await modifiedTime(this.path(storageKey));
        if (modifiedAt !== null) yield { storageKey, modifiedAt };
      }
    }
  }

  async removeUnfinished(before: number): Promise<number> {
    let removed = 0;
    for await (const file of await opendir(join(this.folder, UNFINISHED))) {
      const path = join(this.folder, UNFINISHED, file.name);
      if (!FILE_NAME.test(file.name)) continue;
      const modifiedAt = await modifiedTime(path);
      if (modifiedAt === null || modifiedAt >= before) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  }

  private async writeDurably(path: string, content: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Omit<WrittenFile, 'storageKey'>> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const handle = await open(path, 'wx');
    try {
      for await (const chunk of wholeChunks(content, CHUNK_BYTES)) {
        sizeBytes += chunk.byteLength;
        if (sizeBytes > maxBytes) {
          throw new MillraceError(
            'limit_exceeded',
            `The file has more than ${maxBytes} bytes, which is the limit. Split it, or leave out what is not needed.`,
          );
        }
        hash.update(chunk);
        await handle.appendFile(chunk);
      }
      this.reached?.('written');
      await handle.sync();
      this.reached?.('synced');
    } finally {
      await handle.close();
    }
    return { sizeBytes, sha256: hash.digest('hex') };
  }

  /** Gives a whole file its final name, and makes the name durable. */
  private async finish(unfinished: string, path: string): Promise<void> {
    await this.shelf(dirname(path));
    await rename(unfinished, path);
    await syncFolder(dirname(path));
  }

  /** Durable even if it exists already: whoever made it may have ended before making sure. */
  private async shelf(path: string): Promise<void> {
    const known = this.shelves.get(path);
    if (known !== undefined) return known;
    const made = this.makeShelf(path);
    this.shelves.set(path, made);
    return made;
  }

  private async makeShelf(path: string): Promise<void> {
    try {
      await mkdir(path, { recursive: true });
      await syncFolder(this.folder);
    } catch (error) {
      this.shelves.delete(path);
      throw error;
    }
  }

  private async open(storageKey: string): Promise<FileHandle> {
    try {
      return await open(this.path(storageKey), constants.O_RDONLY);
    } catch (error) {
      throw isMissing(error) ? new MillraceError('not_found', `There is no file ${storageKey} in the store.`, { cause: error }) : error;
    }
  }

  private path(storageKey: string): string {
    if (STORAGE_KEY.test(storageKey)) return join(this.folder, storageKey);
    throw new MillraceError('not_found', `${JSON.stringify(storageKey)} is not the key of a stored file.`);
  }
}

/** Without this a new name in the folder may be gone after a power failure. Windows has no such call and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Null when the file has gone in the meantime. */
async function modifiedTime(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

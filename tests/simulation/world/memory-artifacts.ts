import { createHash } from 'node:crypto';
import type { ArtifactStore, StoredFile, WrittenFile } from '../../../packages/millrace/src/artifacts/artifact-store.ts';

/** Files that survive a crash of the simulated process, as those of a folder do: each is there with all of it, or not at all. */
export class MemoryArtifacts implements ArtifactStore {
  private readonly files = new Map<string, Uint8Array>();
  private readonly newKey: () => string;

  constructor(newKey: () => string) {
    this.newKey = newKey;
  }

  async write(content: AsyncIterable<Uint8Array>): Promise<WrittenFile> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const storageKey = this.newKey();
    this.files.set(storageKey, bytes);
    return { storageKey, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  async *read(storageKey: string): AsyncIterable<Uint8Array> {
    const bytes = this.files.get(storageKey);
    if (bytes === undefined) throw new Error(`There is no file ${storageKey}.`);
    yield bytes;
  }

  async remove(storageKey: string): Promise<void> {
    this.files.delete(storageKey);
  }

  has(storageKey: string): boolean {
    return this.files.has(storageKey);
  }

  async *list(): AsyncIterable<StoredFile> {
    for (const storageKey of this.files.keys()) yield { storageKey, modifiedAt: 0 };
  }

  async removeUnfinished(): Promise<number> {
    return 0;
  }
}

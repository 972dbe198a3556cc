import { posix } from 'node:path';
import type { SeededRandom } from '../crash/seeded-random.ts';
import type { ContentChange, DiskOperation } from './disk-operation.ts';
import { FileContent } from './file-content.ts';
import { nameSurvives, survivingChanges } from './loss.ts';
import type { Loss } from './loss.ts';

/** A file or folder, whatever its name is. Inodes are used again, so they cannot stand for it. */
interface Entry {
  readonly isFolder: boolean;
  readonly durable: FileContent;
  readonly pending: { readonly at: number; readonly change: ContentChange }[];
}

interface NameChange {
  readonly at: number;
  /** The folder whose sync makes it durable. */
  readonly folder: string;
  readonly gone: string | null;
  readonly come: string | null;
  readonly entry: Entry | null;
}

/** What a disk holds, by path under its root. */
export type DiskFiles = ReadonlyMap<string, Buffer>;

/**
 * A disk that keeps its promises and not a bit more: a sync of a file makes what it held when the sync began durable, a
 * sync of a folder the names in it, and nothing else ever does. Replays a trace, and can be asked at any moment what it
 * would hold after a power failure.
 */
export class HonestDisk {
  #at = 0;
  readonly #entries = new Map<bigint, Entry>();
  /** Names as the running system sees them. */
  readonly #names = new Map<string, Entry>();
  readonly #durableNames = new Map<string, Entry>();
  #pendingNames: NameChange[] = [];
  readonly #syncs = new Map<bigint, number>();

  apply(operation: DiskOperation): void {
    this.#at += 1;
    switch (operation.kind) {
      case 'create':
      case 'make-folder': {
        const entry = { isFolder: operation.kind === 'make-folder', durable: new FileContent(), pending: [] };
        this.#entries.set(operation.inode, entry);
        return this.#rename({ gone: null, come: operation.path, entry });
      }
      case 'rename':
        return this.#rename({ gone: operation.from, come: operation.to, entry: this.#names.get(operation.from) ?? null });
      case 'link':
        return this.#rename({ gone: null, come: operation.to, entry: this.#names.get(operation.from) ?? null });
      case 'remove':
        return this.#rename({ gone: operation.path, come: null, entry: null });
      case 'change':
        this.#entries.get(operation.inode)?.pending.push({ at: this.#at, change: operation.change });
        return undefined;
      case 'sync-begin':
        this.#syncs.set(operation.thread, this.#at);
        return undefined;
      case 'sync-end':
        return this.#sync(operation.inode, this.#syncs.get(operation.thread) ?? 0);
      default:
        return undefined;
    }
  }

  /** What is there when the power comes back. */
  afterPowerLoss(loss: Loss, random: SeededRandom): DiskFiles {
    const names = new Map(this.#durableNames);
    for (const change of this.#pendingNames) if (nameSurvives(loss, random)) applyName(names, change);
    return contentsOf(names, ({ durable, pending }) => {
      const changes = survivingChanges(
        pending.map(({ change }) => change),
        durable.size,
        loss,
        random,
      );
      return withChanges(durable, changes);
    });
  }

  /** What the running system sees. */
  now(): DiskFiles {
    return contentsOf(this.#names, ({ durable, pending }) =>
      withChanges(
        durable,
        pending.map(({ change }) => change),
      ),
    );
  }

  #rename({ gone, come, entry }: Pick<NameChange, 'gone' | 'come' | 'entry'>): void {
    const change = { at: this.#at, folder: posix.dirname(come ?? gone ?? ''), gone, come, entry };
    applyName(this.#names, change);
    this.#pendingNames.push(change);
  }

  /** Covers what was done before the sync began. The root of the disk has no entry. */
  #sync(inode: bigint, begun: number): void {
    const entry = this.#entries.get(inode);
    if (entry === undefined || entry.isFolder) return this.#syncFolder(entry === undefined ? '.' : this.#pathOf(entry), begun);
    const covered = entry.pending.filter(({ at }) => at < begun);
    for (const { change } of covered) entry.durable.apply(change);
    entry.pending.splice(0, covered.length);
  }

  #syncFolder(folder: string | null, begun: number): void {
    const isCovered = (change: NameChange): boolean => change.at < begun && change.folder === folder;
    for (const change of this.#pendingNames) if (isCovered(change)) applyName(this.#durableNames, change);
    this.#pendingNames = this.#pendingNames.filter((change) => !isCovered(change));
  }

  #pathOf(wanted: Entry): string | null {
    for (const [path, entry] of this.#names) if (entry === wanted) return path;
    return null;
  }
}

function applyName(names: Map<string, Entry>, { gone, come, entry }: NameChange): void {
  if (gone !== null) names.delete(gone);
  if (come !== null && entry !== null) names.set(come, entry);
}

/** A file can be reached when every folder on the way to it is there. */
function contentsOf(names: ReadonlyMap<string, Entry>, contentOf: (entry: Entry) => Buffer): DiskFiles {
  const files = new Map<string, Buffer>();
  for (const [path, entry] of names) if (!entry.isFolder && isReachable(names, path)) files.set(path, contentOf(entry));
  return files;
}

function isReachable(names: ReadonlyMap<string, Entry>, path: string): boolean {
  const folder = posix.dirname(path);
  return folder === '.' || (names.get(folder)?.isFolder === true && isReachable(names, folder));
}

function withChanges(durable: FileContent, changes: readonly ContentChange[]): Buffer {
  if (changes.length === 0) return durable.bytes();
  const content = durable.copy();
  for (const change of changes) content.apply(change);
  return content.bytes();
}

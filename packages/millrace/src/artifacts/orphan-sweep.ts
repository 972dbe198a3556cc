import type { ArtifactStore } from './artifact-store.ts';

export interface SweptFiles {
  /** Files whose writing never ended. */
  readonly unfinished: number;
  /** Whole files that no row names. */
  readonly unnamed: number;
}

/**
 * Removes what a crash left behind: files that were not finished, and files whose row was never written. Only files from
 * before `startedAt`, the start of this process, are looked at, so that it may run while new files are being stored.
 */
export async function sweepOrphans(files: ArtifactStore, isNamed: (storageKey: string) => boolean, startedAt: number): Promise<SweptFiles> {
  const unfinished = await files.removeUnfinished(startedAt);
  let unnamed = 0;
  for await (const { storageKey, modifiedAt } of files.list()) {
    if (modifiedAt >= startedAt || isNamed(storageKey)) continue;
    await files.remove(storageKey);
    unnamed += 1;
  }
  return { unfinished, unnamed };
}

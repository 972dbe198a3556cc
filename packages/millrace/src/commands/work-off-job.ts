import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import type { OpenJob } from '../store/store.ts';
import type { CommandContext } from './command-context.ts';
import { commitCatalogChange } from './commit-catalog-change.ts';

/** Few enough that nobody else has to wait for long. */
const ROWS_AT_ONCE = 500;
const FILES_AT_ONCE = 100;

export interface JobTools extends Pick<CommandContext, 'journal' | 'store' | 'now'> {
  readonly artifacts: ArtifactStore;
}

/**
 * Does the work of a job from where it stands to its end: first the rows, a few at a time, then the files that they named.
 * It may be broken off anywhere, and begun anew. Errors: `storage_full`, or whatever the file system has to say.
 */
export async function workOffJob(tools: JobTools, job: OpenJob): Promise<void> {
  const { id: jobId, workspaceId } = job;
  let hasRows = job.hasRows;
  while (hasRows) {
    await commitCatalogChange(tools, { type: 'job.worked', workspaceId, jobId, limit: ROWS_AT_ONCE });
    hasRows = tools.store.jobs.hasRows(jobId);
  }
  await removeReleasedFiles(tools, jobId);
  await commitCatalogChange(tools, { type: 'job.moved', workspaceId, jobId, state: 'complete', message: null });
}

/** Removes the files that rows named until they were deleted, and that no other row names. */
export async function removeReleasedFiles({ artifacts, ...tools }: JobTools, jobId: string | null): Promise<void> {
  const { store } = tools;
  for (;;) {
    const storageKeys = store.jobs.releasedFiles(jobId, FILES_AT_ONCE);
    if (storageKeys.length === 0) return;
    // What no row names now, none will name later: a run takes over only what a row names.
    for (const key of storageKeys) if (!store.artifacts.hasStorageKey(key)) await artifacts.remove(key);
    await commitCatalogChange(tools, { type: 'files.removed', jobId, storageKeys });
  }
}

/** Forgets uploads that nobody has used in time. */
export async function expireUploads(tools: JobTools): Promise<void> {
  while (tools.store.jobs.hasExpiredUploads(tools.now())) {
    await commitCatalogChange(tools, { type: 'uploads.expired', limit: ROWS_AT_ONCE });
  }
}

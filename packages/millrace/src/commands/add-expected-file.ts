import type { ArtifactEntry } from '../domain/change.ts';
import { MillraceError } from '../domain/errors.ts';
import { quoted } from '../domain/quoted.ts';
import type { StoredArtifact } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitVerdictChange } from './commit-verdict-change.ts';
import type { JudgedTarget } from './commit-verdict-change.ts';
import { expectedPath, requireExpectedFile, requireFreePath, requireRoom } from './expected-file.ts';

export interface ExpectedFileRequest extends JudgedTarget {
  /** Its name below `expected/`. */
  readonly name: string;
  /** Takes the place of an expected file of that name; otherwise such a name is a `conflict`. */
  readonly replace?: boolean | undefined;
}

/** Bytes that lie in the artifact store already. */
export type StoredFile = Pick<ArtifactEntry, 'mediaType' | 'sizeBytes' | 'sha256' | 'storageKey'>;

/** Adds a file that a finished run should have made. Errors: those of a verdict, `conflict`, `limit_exceeded`. */
export async function addExpectedFile(
  context: CommandContext,
  caller: Caller,
  request: ExpectedFileRequest & { readonly file: StoredFile },
): Promise<StoredArtifact> {
  return add(context, caller, request, () => request.file);
}

/** The same from a file of the run: a copy for people to correct. Its bytes are stored once. */
export async function copyExpectedFile(
  context: CommandContext,
  caller: Caller,
  request: ExpectedFileRequest & { readonly from: string },
): Promise<StoredArtifact> {
  return add(context, caller, request, () => {
    const source = context.store.artifacts.get(caller.workspaceId, request.runId, request.from);
    if (source !== null) return source;
    const message = `The run has no file ${quoted(request.from)}.`;
    throw new MillraceError('invalid_request', message, { faults: [{ pointer: '/from', message }] });
  });
}

async function add(context: CommandContext, caller: Caller, request: ExpectedFileRequest, take: () => StoredFile): Promise<StoredArtifact> {
  const path = expectedPath(request.name, '/name');
  const id = context.newId();
  await commitVerdictChange(context, caller, request, (run) => {
    const { mediaType, sizeBytes, sha256, storageKey } = take();
    requireFreePath(context, caller, run.id, path, request.replace ?? false);
    requireRoom(context, caller, run.id, path);
    const artifact = { id, path, role: 'expected', step: null, mediaType, sizeBytes, sha256, storageKey } as const;
    return { type: 'expected-file.added', basedOn: run.seq, actor: caller.actor, artifact };
  });
  context.housekeeping.wake();
  return requireExpectedFile(context, caller, request.runId, path);
}

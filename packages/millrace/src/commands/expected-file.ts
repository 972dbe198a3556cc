import { MillraceError } from '../domain/errors.ts';
import { LIMITS } from '../domain/limits.ts';
import { checkArtifactPath } from '../domain/names.ts';
import { quoted } from '../domain/quoted.ts';
import type { StoredArtifact } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';

/** Where the files lie that a run should have made. */
const FOLDER = 'expected/';

/** The path of an expected file by its name; a name that no file can have is a fault at `pointer`, in a body or in a path. */
export function expectedPath(name: string, pointer: string): string {
  const path = FOLDER + name;
  const checked = checkArtifactPath(path);
  if (checked.ok) return path;
  const code = pointer.startsWith('/') ? 'invalid_request' : 'invalid_parameter';
  throw new MillraceError(code, checked.problem, { faults: [{ pointer, message: checked.problem }] });
}

export function expectedFiles(context: CommandContext, caller: Caller, runId: string): readonly StoredArtifact[] {
  return context.store.artifacts.list(caller.workspaceId, runId).filter(({ role }) => role === 'expected');
}

export function requireExpectedFile(context: CommandContext, caller: Caller, runId: string, path: string): StoredArtifact {
  const file = context.store.artifacts.get(caller.workspaceId, runId, path);
  if (file !== null && file.role === 'expected') return file;
  throw new MillraceError('not_found', `The run has no expected file ${quoted(path.slice(FOLDER.length))}.`);
}

/** There may be no other file at that path; an expected one may be replaced where that is asked for. */
export function requireFreePath(context: CommandContext, caller: Caller, runId: string, path: string, replaces: boolean): void {
  const taken = context.store.artifacts.get(caller.workspaceId, runId, path);
  if (taken === null || (replaces && taken.role === 'expected')) return;
  throw new MillraceError('conflict', `The run has a file ${quoted(path)} already. Take another name, or remove it first.`);
}

export function requireRoom(context: CommandContext, caller: Caller, runId: string, path: string): void {
  const others = expectedFiles(context, caller, runId).filter((file) => file.path !== path);
  if (others.length < LIMITS.expectedFilesPerRun) return;
  throw new MillraceError('limit_exceeded', `The run has ${LIMITS.expectedFilesPerRun} expected files, which is the limit.`);
}

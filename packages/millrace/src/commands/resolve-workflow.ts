import { MillraceError } from '../domain/errors.ts';
import { parseManifest, type Manifest } from '../domain/manifest.ts';
import { quoted } from '../domain/quoted.ts';
import type { CommandContext } from './command-context.ts';

export interface ResolvedWorkflow {
  readonly name: string;
  readonly version: string;
  readonly manifest: Manifest;
}

/** Splits `name@version`; without a version the newest one is meant. */
export function splitWorkflowRef(ref: string): { readonly name: string; readonly version: string | null } {
  const at = ref.indexOf('@');
  return at < 0 ? { name: ref, version: null } : { name: ref.slice(0, at), version: ref.slice(at + 1) };
}

/** The version that a request names, if it can be run right now. `pointer` is where the request names it. */
export function resolveWorkflow(context: CommandContext, workspaceId: string, name: string, version: string | null, pointer: string): ResolvedWorkflow {
  const stored = context.store.workflows.get(workspaceId, name, version ?? undefined);
  if (stored === null) {
    const message = context.store.workflows.get(workspaceId, name) === null ? `There is no workflow named ${quoted(name)}.` : `Workflow ${quoted(name)} has no version ${quoted(version ?? '')}.`;
    throw new MillraceError('invalid_request', `${message} GET /v1/workflows lists what can be started.`, { faults: [{ pointer, message }] });
  }
  if (!context.definitions.isLoaded(stored.name, stored.version)) {
    throw new MillraceError('workflow_unavailable', `Version ${quoted(stored.version)} of workflow ${quoted(name)} is known, but its code is not loaded. Load it, or start another version.`);
  }
  return { name: stored.name, version: stored.version, manifest: parseManifest(stored.manifest) };
}

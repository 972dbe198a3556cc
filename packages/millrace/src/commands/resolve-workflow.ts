import { MillraceError } from '../domain/errors.ts';
import { parseManifest } from '../domain/manifest.ts';
import { parseWorkflowRef } from '../domain/names.ts';
import type { Manifest } from '../domain/manifest.ts';
import { quoted } from '../domain/quoted.ts';
import type { StoredWorkflow } from '../store/store.ts';
import type { CommandContext } from './command-context.ts';

export interface ResolvedWorkflow {
  readonly name: string;
  readonly version: string;
  readonly manifest: Manifest;
}

interface Asked {
  readonly name: string;
  /** Null for the newest. */
  readonly version: string | null;
  /** Where the request names it. */
  readonly pointer: string;
}

/** The same for a text that names it: `name`, or `name@version`. */
export function resolveWorkflowRef(context: CommandContext, workspaceId: string, text: string): ResolvedWorkflow {
  const ref = parseWorkflowRef(text);
  if (!ref.ok) throw new MillraceError('invalid_request', ref.problem, { faults: [{ pointer: '/workflow', message: ref.problem }] });
  return resolveWorkflow(context, workspaceId, { ...ref.value, pointer: '/workflow' });
}

/** The version that a request means, if it can be run right now. */
export function resolveWorkflow(context: CommandContext, workspaceId: string, { name, version, pointer }: Asked): ResolvedWorkflow {
  const stored = context.store.workflows.get(workspaceId, name, version ?? undefined);
  if (stored === null) {
    const isKnown = version !== null && context.store.workflows.get(workspaceId, name) !== null;
    const message = isKnown ? `Workflow ${quoted(name)} has no version ${quoted(version)}.` : `There is no workflow named ${quoted(name)}.`;
    throw new MillraceError('invalid_request', `${message} GET /v1/workflows lists what can be started.`, {
      faults: [{ pointer, message }],
    });
  }
  if (!context.definitions.isLoaded(stored.name, stored.version)) {
    const what = `Version ${quoted(stored.version)} of workflow ${quoted(name)}`;
    throw new MillraceError('workflow_unavailable', `${what} is known, but its code is not loaded. Load it, or use another version.`);
  }
  return { name: stored.name, version: stored.version, manifest: manifestOf(stored) };
}

/** Parsed once for each stored version that is remembered: every start needs it. */
const manifests = new WeakMap<StoredWorkflow, Manifest>();

function manifestOf(stored: StoredWorkflow): Manifest {
  const known = manifests.get(stored);
  if (known !== undefined) return known;
  const manifest = parseManifest(stored.manifest);
  manifests.set(stored, manifest);
  return manifest;
}

import type { z } from 'zod';
import type { ApiDeps } from '../api/api-deps.ts';
import { parseManifest, type Manifest } from '../domain/manifest.ts';
import type { Run } from '../domain/run.ts';
import type { StoredWorkflow } from '../store/store.ts';

/** A version of a workflow together with what it says about itself to one dialect. */
export interface ServedWorkflow<D> {
  readonly stored: StoredWorkflow;
  readonly manifest: Manifest;
  readonly declaration: D;
}

/**
 * The workflows that a dialect shows: those that declare it. Declarations were checked when the workflows were registered;
 * one that an older release accepted and this one does not is as good as none.
 */
export class ServedWorkflows<S extends z.ZodType> {
  private readonly vendor: string;
  private readonly schema: S;
  /** Parsed once for each stored version that is remembered: polls ask again and again. */
  private readonly known = new WeakMap<StoredWorkflow, ServedWorkflow<z.output<S>> | null>();
  private readonly versions = new Map<string, StoredWorkflow>();

  constructor(vendor: string, schema: S) {
    this.vendor = vendor;
    this.schema = schema;
  }

  /** The newest version of each, by name. */
  list(deps: ApiDeps, workspaceId: string): readonly ServedWorkflow<z.output<S>>[] {
    const served = deps.context.store.workflows.list(workspaceId).map((stored) => this.read(stored));
    return served.filter((workflow) => workflow !== null);
  }

  /** The newest version of that name; null when there is none, or it does not declare the dialect. */
  named(deps: ApiDeps, workspaceId: string, name: string): ServedWorkflow<z.output<S>> | null {
    const stored = deps.context.store.workflows.get(workspaceId, name);
    return stored === null ? null : this.read(stored);
  }

  /** The version that a run was started with; null when the dialect does not show the run. */
  ofRun(deps: ApiDeps, run: Run): ServedWorkflow<z.output<S>> | null {
    const stored = this.version(deps, run);
    return stored === null ? null : this.read(stored);
  }

  private version(deps: ApiDeps, { workspaceId, workflow, version }: Run): StoredWorkflow | null {
    const key = `${workspaceId} ${workflow}@${version}`;
    const known = this.versions.get(key);
    if (known !== undefined) return known;
    const stored = deps.context.store.workflows.get(workspaceId, workflow, version);
    if (stored === null) return null;
    if (this.versions.size >= REMEMBERED_VERSIONS) this.versions.clear();
    this.versions.set(key, stored);
    return stored;
  }

  private read(stored: StoredWorkflow): ServedWorkflow<z.output<S>> | null {
    const known = this.known.get(stored);
    if (known !== undefined) return known;
    const manifest = parseManifest(stored.manifest);
    const declared = manifest.dialects[this.vendor];
    const parsed = declared === undefined ? null : this.schema.safeParse(declared);
    const served = parsed?.success === true ? { stored, manifest, declaration: parsed.data } : null;
    this.known.set(stored, served);
    return served;
  }
}

/** A version never changes once it is registered, so what is remembered of it stays true. */
const REMEMBERED_VERSIONS = 1000;

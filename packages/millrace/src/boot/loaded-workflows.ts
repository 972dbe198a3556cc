import type { WorkflowVersionEntry } from '../domain/change.ts';
import { parseManifest } from '../domain/manifest.ts';
import type { ConcurrencyLimits } from '../dispatch/places.ts';

/** What the engines have loaded: which version of each workflow, and how many runs of it may run at once. */
export class LoadedWorkflows {
  private byName: ReadonlyMap<string, WorkflowVersionEntry> = new Map();
  private limits: ReadonlyMap<string, ConcurrencyLimits> = new Map();
  private loadedVersions: ReadonlyMap<string, string> = new Map();

  set(workflows: readonly WorkflowVersionEntry[]): void {
    this.byName = new Map(workflows.map((entry) => [entry.name, entry]));
    this.limits = new Map(workflows.map(({ name, manifest }) => [name, parseManifest(manifest).concurrency]));
    this.loadedVersions = new Map(workflows.map(({ name, version }) => [name, version]));
  }

  get entries(): readonly WorkflowVersionEntry[] {
    return [...this.byName.values()];
  }

  get versions(): ReadonlyMap<string, string> {
    return this.loadedVersions;
  }

  limitsOf(workflow: string): ConcurrencyLimits | null {
    return this.limits.get(workflow) ?? null;
  }
}

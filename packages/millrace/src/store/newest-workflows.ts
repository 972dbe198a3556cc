import type { StoredWorkflow, WorkflowReads } from './store.ts';

/** Workflow reads that remember the newest versions, because every start asks for one. Whoever registers a version says so. */
export class NewestWorkflows implements WorkflowReads {
  private readonly reads: WorkflowReads;
  private readonly newest = new Map<string, Map<string, StoredWorkflow>>();

  constructor(reads: WorkflowReads) {
    this.reads = reads;
  }

  /** Versions have been registered. */
  forget(): void {
    this.newest.clear();
  }

  list(workspaceId: string): readonly StoredWorkflow[] {
    return this.reads.list(workspaceId);
  }

  versions(workspaceId: string, name: string): readonly StoredWorkflow[] {
    return this.reads.versions(workspaceId, name);
  }

  get(workspaceId: string, name: string, version?: string): StoredWorkflow | null {
    return version === undefined ? this.getNewest(workspaceId, name) : this.reads.get(workspaceId, name, version);
  }

  private getNewest(workspaceId: string, name: string): StoredWorkflow | null {
    const known = this.newest.get(workspaceId)?.get(name);
    if (known !== undefined) return known;
    const found = this.reads.get(workspaceId, name);
    // What does not exist is not remembered: anybody can ask for any name.
    if (found !== null) this.remember(workspaceId, found);
    return found;
  }

  private remember(workspaceId: string, workflow: StoredWorkflow): void {
    const known = this.newest.get(workspaceId);
    if (known === undefined) this.newest.set(workspaceId, new Map([[workflow.name, workflow]]));
    else known.set(workflow.name, workflow);
  }
}

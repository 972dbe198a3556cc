/** How many runs of a workflow may run at once: all together, and those that share a concurrency key. Null is no limit. */
export interface ConcurrencyLimits {
  readonly limit: number | null;
  readonly perKey: number | null;
}

/** What the limits need to know of a run. */
export interface Contender {
  readonly workspaceId: string;
  readonly runId: string;
  readonly workflow: string;
  readonly concurrencyKey: string | null;
}

/**
 * The places that live runs occupy, by workflow and by concurrency key of each workspace. A place holds the ids of its
 * runs and not a number: taking or giving back twice changes nothing, so no place can leak.
 */
export class Places {
  private readonly limitsOf: (workflow: string) => ConcurrencyLimits | null;
  private readonly holders = new Map<string, Set<string>>();

  constructor(limitsOf: (workflow: string) => ConcurrencyLimits | null) {
    this.limitsOf = limitsOf;
  }

  /** The full place that keeps this run back, or null. */
  fullFor(run: Contender): string | null {
    const limits = this.limitsOf(run.workflow);
    if (limits === null) return null;
    if (this.isFull(workflowPlace(run), limits.limit)) return workflowPlace(run);
    return run.concurrencyKey !== null && this.isFull(keyPlace(run), limits.perKey) ? keyPlace(run) : null;
  }

  /** The place of all runs of its workflow, when that has room for another one; null when it is full or is `place` itself. */
  roomBeside(run: Contender, place: string): string | null {
    const beside = workflowPlace(run);
    return beside === place || this.isFull(beside, this.limitsOf(run.workflow)?.limit ?? null) ? null : beside;
  }

  take(run: Contender): void {
    for (const place of placesOf(run)) {
      const holders = this.holders.get(place);
      if (holders === undefined) this.holders.set(place, new Set([run.runId]));
      else holders.add(run.runId);
    }
  }

  /** Gives back what the run holds, and tells which places have room again. */
  release(run: Contender): readonly string[] {
    const places = placesOf(run);
    for (const place of places) {
      const holders = this.holders.get(place);
      holders?.delete(run.runId);
      if (holders?.size === 0) this.holders.delete(place);
    }
    return places;
  }

  private isFull(place: string, limit: number | null): boolean {
    return limit !== null && (this.holders.get(place)?.size ?? 0) >= limit;
  }
}

function placesOf(run: Contender): readonly string[] {
  return run.concurrencyKey === null ? [workflowPlace(run)] : [workflowPlace(run), keyPlace(run)];
}

// Ids of workspaces and names of workflows hold no NUL, so two different places never read the same.
function workflowPlace(run: Contender): string {
  return `${run.workspaceId}\0${run.workflow}`;
}

function keyPlace(run: Contender): string {
  return `${run.workspaceId}\0${run.workflow}\0${run.concurrencyKey}`;
}

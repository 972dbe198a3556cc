/** How many runs of a workflow may run at once: all together, and those that share a concurrency key. Null is no limit. */
export interface ConcurrencyLimits {
  readonly limit: number | null;
  readonly perKey: number | null;
}

/** What admission needs to know of a run. A workspace's limits count that workspace's runs only. */
export interface Contender {
  readonly workspaceId: string;
  readonly workflow: string;
  readonly concurrencyKey: string | null;
}

export interface AdmissionRequest<R extends Contender> {
  /** By name of the workflow; one without an entry has no limits. */
  readonly limits: ReadonlyMap<string, ConcurrencyLimits>;
  /** The runs that hold a place now. Counts are made from them each time, so that none can go wrong. */
  readonly live: readonly Contender[];
  /** How many runs may start, whatever they are. */
  readonly capacity: number;
  /** In the order in which they should start. */
  readonly candidates: readonly R[];
}

export interface Admission<R extends Contender> {
  readonly start: readonly R[];
  /** Kept back by the limit of their workflow or key. */
  readonly held: readonly R[];
  /** Kept back by nothing but the capacity. */
  readonly ready: readonly R[];
}

/** The places taken, by workflow and by key of each workspace. */
class Places {
  readonly #limits: ReadonlyMap<string, ConcurrencyLimits>;
  readonly #taken = new Map<string, number>();

  constructor(limits: ReadonlyMap<string, ConcurrencyLimits>) {
    this.#limits = limits;
  }

  hasRoomFor(run: Contender): boolean {
    const limits = this.#limits.get(run.workflow);
    if (limits === undefined) return true;
    return this.#isBelow(limits.limit, workflowPlace(run)) && (run.concurrencyKey === null || this.#isBelow(limits.perKey, keyPlace(run)));
  }

  take(run: Contender): void {
    if (!this.#limits.has(run.workflow)) return;
    this.#add(workflowPlace(run));
    if (run.concurrencyKey !== null) this.#add(keyPlace(run));
  }

  #isBelow(limit: number | null, place: string): boolean {
    return limit === null || (this.#taken.get(place) ?? 0) < limit;
  }

  #add(place: string): void {
    this.#taken.set(place, (this.#taken.get(place) ?? 0) + 1);
  }
}

// Ids of workspaces and names of workflows hold no NUL, so two different places never read the same.
function workflowPlace(run: Contender): string {
  return `${run.workspaceId}\0${run.workflow}`;
}

function keyPlace(run: Contender): string {
  return `${run.workspaceId}\0${run.workflow}\0${run.concurrencyKey}`;
}

/** Which candidates may start now. One that is held lets those behind it pass. Takes time in proportion to its input. */
export function admit<R extends Contender>({ limits, live, capacity, candidates }: AdmissionRequest<R>): Admission<R> {
  const places = new Places(limits);
  for (const run of live) places.take(run);
  const start: R[] = [];
  const held: R[] = [];
  const ready: R[] = [];
  for (const run of candidates) {
    if (!places.hasRoomFor(run)) {
      held.push(run);
    } else if (start.length < capacity) {
      places.take(run);
      start.push(run);
    } else {
      ready.push(run);
    }
  }
  return { start, held, ready };
}

import type { Acceptance } from '../domain/claim.ts';
import type { Journal } from '../journal/journal.ts';
import type { Store } from '../store/store.ts';
import type { Definitions } from './definitions.ts';
import type { KeyGate } from './key-gate.ts';
import type { PlanCache } from './plan-cache.ts';

/** Everything a command may use. Made once by the composition root and handed to every surface. */
export interface CommandContext {
  readonly journal: Journal;
  readonly store: Store;
  readonly definitions: Definitions;
  readonly keyGate: KeyGate;
  readonly headStart: HeadStart;
  readonly housekeeping: Housekeeping;
  readonly plans: PlanCache;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** A new UUIDv7. */
  readonly newId: () => string;
  readonly mintApiKey: () => MintedApiKey;
}

/** Lets a run that nobody has to wait for be started in the commit that accepts it. */
export interface HeadStart {
  /** A place for the run, or null when it has to queue; the answer gives the place back. */
  readonly reserve: (
    run: {
      readonly workspaceId: string;
      readonly runId: string;
      readonly workflow: string;
      readonly concurrencyKey: string | null;
    },
    accepted: Acceptance | null,
  ) => (() => void) | null;
}

/** What goes on in the background: the work of jobs, and files that nothing names any more. */
export interface Housekeeping {
  /** There is something to do. It is found in the store; to wake it for nothing does no harm. */
  readonly wake: () => void;
}

/** A new credential: what is shown once, and what is kept. */
export interface MintedApiKey {
  readonly id: string;
  readonly token: string;
  readonly secretHash: string;
}

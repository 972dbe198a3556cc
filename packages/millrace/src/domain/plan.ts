/** What a workspace may use. Null is no limit. */
export interface Plan {
  readonly name: string;
  /** An inactive plan lets nothing start; what runs goes on, and everything can be read. */
  readonly active: boolean;
  /** A metered workspace starts only what it has credits for. The ledger is kept either way. */
  readonly metered: boolean;
  /** For each API key. */
  readonly requestsPerMinute: number | null;
  /** Runs that have not ended, without those that other runs called. */
  readonly concurrentRuns: number | null;
  /** What the plan gives in a period, for who shows it: credits come from grants and from nothing else. */
  readonly creditsPerPeriod: number | null;
}

/** The plan of a workspace that was given none. */
export const UNLIMITED: Plan = {
  name: 'unlimited',
  active: true,
  metered: false,
  requestsPerMinute: null,
  concurrentRuns: null,
  creditsPerPeriod: null,
};

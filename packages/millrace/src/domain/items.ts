/** What became of one row, line or document. */
export type ItemOutcome = 'delivered' | 'dropped' | 'failed';

/** Counts by outcome. `input = delivered + dropped + failed + pending` holds at every moment. */
export interface ItemSummary {
  readonly input: number;
  readonly delivered: number;
  readonly dropped: number;
  readonly failed: number;
  readonly pending: number;
  /** Dropped and failed items by reason; the counts add up to `dropped + failed`. */
  readonly reasons: { readonly [reason: string]: number };
}

/** What must hold when a run is accepted. The journal decides it in the same transaction, so no race can get around it. */
export type StartGuard =
  /** The plan of the workspace is active. */
  | { readonly kind: 'active-plan' }
  /** At most `max` runs that were started from outside have not ended, the new one included: of one workflow, or of all. */
  | { readonly kind: 'live-runs'; readonly workflow: string | null; readonly max: number }
  /** At least so many credits are available. */
  | { readonly kind: 'available-credits'; readonly atLeast: number };

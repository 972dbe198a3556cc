/** What a waiting run waits for. `until` is the time at which the wait ends by itself, if it does. */
export type WaitingFor =
  | { readonly kind: 'timer'; readonly name: string; readonly until: number }
  | { readonly kind: 'retry'; readonly name: string; readonly until: number }
  | { readonly kind: 'signal'; readonly name: string; readonly until: number | null }
  | { readonly kind: 'review'; readonly name: string; readonly reviewId: string; readonly until: number | null }
  | { readonly kind: 'child'; readonly name: string; readonly runId: string }
  | { readonly kind: 'budget'; readonly name: string }
  /** Only a person can let it go on: the status reason says why. */
  | { readonly kind: 'attention'; readonly name: string };

/** What a run would cost in credits before it has run. `min <= expected <= max`; a run is never charged more than `max`. */
export interface Estimate {
  readonly min: number;
  readonly expected: number;
  readonly max: number;
  /** Parts of the whole; they need not add up to it. */
  readonly breakdown: readonly EstimatePart[];
}

export interface EstimatePart {
  readonly name: string;
  readonly kind: string | null;
  readonly min: number;
  readonly expected: number;
  readonly max: number;
}

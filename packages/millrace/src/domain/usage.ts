/** One measurement: what was used, how much, and what it cost in millionths of the currency. */
export interface UsageEntry {
  readonly provider: string;
  /** For example `input_tokens`, `calls`, `pages`, `cpu_ms`. */
  readonly meter: string;
  readonly quantity: number;
  readonly costMicros: number;
  readonly currency: string;
  readonly step: string | null;
  readonly attempt: number | null;
}

/** Micro-units per currency and provider: `totals.USD.openai`. */
export type CostTotals = { readonly [currency: string]: { readonly [provider: string]: number } };

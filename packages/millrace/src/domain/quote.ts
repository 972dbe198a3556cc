import type { Estimate } from './estimate.ts';

/** A price for one run of one version with one input. It can be used once, until it expires. */
export interface Quote {
  readonly id: string;
  readonly workspaceId: string;
  readonly workflow: string;
  readonly version: string;
  /** Hash of the input as the workflow gets it. */
  readonly inputHash: string;
  /** What the run pays at its start; it gets back what it does not use. */
  readonly credits: number;
  readonly estimate: Estimate;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** A quote as it is kept: the token is known only to whom it was given. */
export interface QuoteEntry extends Quote {
  readonly tokenHash: string;
}

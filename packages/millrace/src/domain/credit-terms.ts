/** What a run was started for. It never changes; a run without terms takes no credits. */
export interface CreditTerms {
  /** Whole credits that were put aside, or paid. The run never costs more. */
  readonly held: number;
  /** True when the credits were paid at the start, which is what a quote is for. */
  readonly prepaid: boolean;
  readonly quoteId: string | null;
}

/** What a text means, in its normal form, and how clear that is, 0 to 1; or why it means nothing. */
export type Parsed =
  | { readonly ok: true; readonly value: string; readonly certainty: number }
  | { readonly ok: false; readonly problem: string };

export function parsed(value: string, certainty: number): Parsed {
  return { ok: true, value, certainty };
}

export function unparsed(problem: string): Parsed {
  return { ok: false, problem };
}

/** The outcome of a check: the value, or what is wrong with it in a sentence that a caller may show. */
export type Result<T> = { readonly ok: true; readonly value: T } | Problem;

export interface Problem {
  readonly ok: false;
  readonly problem: string;
}

export function good<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function bad(problem: string): Problem {
  return { ok: false, problem };
}

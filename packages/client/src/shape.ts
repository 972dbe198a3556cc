import type { Problem } from '@millrace/protocol';

/** Recognises an answer by the fields that this client relies on; new fields of newer servers do no harm. */
export interface Shape<T> {
  readonly what: string;
  readonly fits: (value: unknown) => value is T;
}

/** The shape of an object that has these fields. */
export function objectWith<T>(what: string, ...fields: readonly (keyof T & string)[]): Shape<T> {
  return { what, fits: (value): value is T => hasFields(value, fields) };
}

export interface Page<T> {
  readonly data: readonly T[];
  readonly next_cursor: string | null;
}

export function pageOf<T>(item: Shape<T>): Shape<Page<T>> {
  return {
    what: `a page of which each entry is ${item.what}`,
    fits: (value): value is Page<T> => hasFields(value, ['data', 'next_cursor']) && isListOf(value.data, item),
  };
}

/** Rows may be anything. */
export const ANYTHING: Shape<unknown> = { what: 'anything', fits: (value): value is unknown => value !== undefined };

const PROBLEM = objectWith<Problem>('a problem', 'code', 'detail', 'status', 'errors', 'request_id', 'retryable');

export function isProblem(value: unknown): value is Problem {
  return PROBLEM.fits(value);
}

function isListOf<T>(value: unknown, item: Shape<T>): boolean {
  return Array.isArray(value) && value.every((entry) => item.fits(entry));
}

function hasFields<F extends string>(value: unknown, fields: readonly F[]): value is { readonly [K in F]: unknown } {
  return typeof value === 'object' && value !== null && fields.every((field) => field in value);
}

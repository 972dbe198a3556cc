import { MillraceError } from '../../domain/errors.ts';

const TRUE = new Set(['true', '1']);
const FALSE = new Set(['false', '0']);

/** True or false as the clients of several languages write it. */
export function flag(query: URLSearchParams, name: string, otherwise: boolean): boolean {
  const value = query.get(name)?.toLowerCase();
  if (value === undefined) return otherwise;
  if (TRUE.has(value)) return true;
  if (FALSE.has(value)) return false;
  throw badQuery(name, 'must be true or false');
}

export function whole(
  query: URLSearchParams,
  name: string,
  range: { readonly min: number; readonly max: number; readonly otherwise: number },
): number {
  return optionalWhole(query, name, range) ?? range.otherwise;
}

export function optionalWhole(
  query: URLSearchParams,
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
): number | null {
  const value = query.get(name);
  if (value === null) return null;
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw badQuery(name, `must be a whole number from ${min} to ${max}`);
}

/** A list: the parameter again and again, with or without `[]` at its name, or parted by commas. */
export function list(query: URLSearchParams, name: string): readonly string[] {
  const given = [...query.getAll(name), ...query.getAll(`${name}[]`)];
  return given.flatMap((value) => value.split(',')).filter((value) => value !== '');
}

export function word<W extends string>(query: URLSearchParams, name: string, words: readonly W[], otherwise: W): W {
  const value = query.get(name);
  if (value === null) return otherwise;
  const found = words.find((known) => known === value);
  if (found === undefined) throw badQuery(name, `must be ${words.join(' or ')}`);
  return found;
}

export function badQuery(name: string, message: string): MillraceError {
  return new MillraceError('invalid_parameter', 'The query does not fit.', { faults: [{ pointer: `?${name}`, message }] });
}

import type { SQLOutputValue } from 'node:sqlite';

/** A row as node:sqlite gives it: column names and values. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw new TypeError(`Column ${column} should be text and is ${describe(value)}.`);
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value === 'number') return value;
  throw new TypeError(`Column ${column} should be a number and is ${describe(value)}.`);
}

export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column);
}

/** Reads a column that holds one of a few words. Throws on any other, which a later version may have written. */
export function word<W extends string>(row: Row, column: string, words: readonly W[]): W {
  const value = text(row, column);
  const known = words.find((candidate) => candidate === value);
  if (known !== undefined) return known;
  throw new TypeError(`Column ${column} should be one of ${words.join(', ')} and is ${value}.`);
}

function describe(value: SQLOutputValue | undefined): string {
  return value === undefined ? 'missing' : typeof value;
}

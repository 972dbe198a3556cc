/**
 * Parses a column that only Millrace fills, as the type that was serialised into it. The shape is not checked again:
 * this runs for every row of every list, and a schema check costs more than the read. Text that is not JSON throws.
 */
export function parseStored<T>(text: string): T {
  const value: unknown = JSON.parse(text);
  trustStored<T>(value);
  return value;
}

/** A word out of a closed list, as the journal wrote it into a column. */
export function trustWord<W extends string>(text: string): W {
  trustStored<W>(text);
  return text;
}

/** The proof is that the column has a single writer, which serialised a value of this type. */
function trustStored<T>(_value: unknown): asserts _value is T {}

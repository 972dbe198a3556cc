/** Epoch milliseconds as the wire has it: RFC 3339, UTC, milliseconds. */
export function timestamp(at: number): string {
  return new Date(at).toISOString();
}

export function optionalTimestamp(at: number | null): string | null {
  return at === null ? null : timestamp(at);
}

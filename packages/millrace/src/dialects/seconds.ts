/** UTC to the second: `2026-04-08T12:00:00Z`. */
export function seconds(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

export function optionalSeconds(at: number | null): string | null {
  return at === null ? null : seconds(at);
}

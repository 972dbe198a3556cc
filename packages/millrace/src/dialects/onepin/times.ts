/** UTC to the second: `2024-04-20T14:20:00Z`. */
export function seconds(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

export function optionalSeconds(at: number | null): string | null {
  return at === null ? null : seconds(at);
}

/** One part of a JSON Pointer (RFC 6901), with what would part it escaped. */
export function pointerToken(key: string | number): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1');
}

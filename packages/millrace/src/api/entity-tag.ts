/** The strong entity tag of a run: its seq. */
export function tagOfSeq(seq: number): string {
  return `"${seq}"`;
}

/** Whether `If-None-Match` names the tag, so that nothing has to be sent. Weak comparison, as RFC 9110 asks. */
export function noneMatch(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header === tag || header.split(',').some((part) => isSame(part.trim(), tag));
}

function isSame(candidate: string, tag: string): boolean {
  return candidate === '*' || candidate === tag || (candidate.startsWith('W/') && candidate.slice(2) === tag);
}

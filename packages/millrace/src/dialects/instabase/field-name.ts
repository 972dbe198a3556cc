const VALID = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/**
 * The name of a field as clients get it: a valid name of a Python variable. One that is valid already stays as it is. In
 * any other, underscores are doubled, and whatever is neither letter nor digit becomes one.
 */
export function fieldName(name: string): string {
  if (VALID.test(name)) return name;
  const plain = name.replaceAll('_', '__').replaceAll(/[^\p{L}\p{N}_]/gu, '_');
  return VALID.test(plain) ? plain : `_${plain}`;
}

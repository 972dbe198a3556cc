/** How alike two words are, from 0 to 1, by the Jaro measure with Winkler's bonus for a common beginning of up to four letters. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const jaro = jaroSimilarity(a, b);
  if (jaro === 0) return 0;
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && prefix < b.length && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroSimilarity(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  let matchedOfA = '';
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j++) {
      if (a.charCodeAt(i) === b.charCodeAt(j) && !taken.has(j)) {
        taken.add(j);
        matchedOfA += a.charAt(i);
        break;
      }
    }
  }
  const matches = matchedOfA.length;
  if (matches === 0) return 0;
  const matchedOfB = [...taken].toSorted((x, y) => x - y);
  const moved = matchedOfB.filter((j, i) => b.charCodeAt(j) !== matchedOfA.charCodeAt(i)).length;
  return (matches / a.length + matches / b.length + (matches - moved / 2) / matches) / 3;
}

/**
 * True when one slip of the hand turns one word into the other: a letter too many, too few, wrong, or two swapped.
 */
export function isOneSlipApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  const restA = a.slice(start);
  const restB = b.slice(start);
  if (restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)) return true;
  return restA.charAt(1) + restA.charAt(0) + restA.slice(2) === restB;
}

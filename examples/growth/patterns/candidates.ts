import { type PatternName, applyPattern } from './patterns.ts';
import type { KnownPatterns } from './known-patterns.ts';
import { personWords } from './person-words.ts';

export interface Candidate {
  readonly local: string;
  readonly pattern: PatternName;
}

/**
 * The local parts that somebody may have, the likeliest first, at most `most`. What is known to be another person's is left
 * out. Each pattern is tried on the usual form of the name before any pattern is tried on a shortened one, except that a
 * pattern that was seen at the domain is tried on all of them first.
 */
export function candidatesFor(given: string, family: string, known: KnownPatterns, most: number): readonly Candidate[] {
  const [usual, ...shortened] = personWords(given, family);
  if (usual === undefined) return [];
  const patterns = known.inOrder();
  const seen = patterns.filter((pattern) => known.has(pattern));
  const ordered = [
    ...seen.flatMap((pattern) => [usual, ...shortened].map((words) => ({ pattern, local: applyPattern(pattern, words) }))),
    ...patterns.map((pattern) => ({ pattern, local: applyPattern(pattern, usual) })),
    ...patterns.flatMap((pattern) => shortened.map((words) => ({ pattern, local: applyPattern(pattern, words) }))),
  ];
  const distinct = new Map<string, Candidate>();
  for (const candidate of ordered) {
    if (!distinct.has(candidate.local) && !known.isTaken(candidate.local)) distinct.set(candidate.local, candidate);
  }
  return [...distinct.values()].slice(0, most);
}

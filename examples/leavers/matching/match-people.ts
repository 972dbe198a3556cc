import { type ScoreContext, scorePair } from './score-pair.ts';
import { KEEP_BITS } from './thresholds.ts';
import { type CandidateIndex, indexPeople } from './blocking.ts';
import { areIdsComparable } from './id-trust.ts';
import { measureRarity } from './rarity.ts';
import { packEvidence } from './evidence.ts';
import type { Person } from './person.ts';

/** A possible match, short enough to be recorded by the thousand: person before, person after, bits * 10, packed evidence. */
export type Candidate = readonly [before: number, after: number, decibits: number, evidence: number];

export interface Matcher {
  /** All that speaks for these people being somebody in the later snapshot. Pure: the same people give the same answer. */
  findCandidates(before: readonly Person[]): { readonly candidates: readonly Candidate[]; readonly comparisons: number };
}

export async function createMatcher(before: readonly Person[], after: readonly Person[]): Promise<Matcher> {
  const context: ScoreContext = { rarity: measureRarity(before, after), idsComparable: areIdsComparable(before, after) };
  const index = await indexPeople(after);
  return { findCandidates: (people) => findCandidates(people, after, index, context) };
}

function findCandidates(
  people: readonly Person[],
  after: readonly Person[],
  index: CandidateIndex,
  context: ScoreContext,
): ReturnType<Matcher['findCandidates']> {
  const candidates: Candidate[] = [];
  let comparisons = 0;
  for (const person of people) {
    for (const other of index.candidatesOf(person)) {
      const found = after[other];
      if (found === undefined) continue;
      comparisons++;
      const { bits, found: evidence } = scorePair(person, found, context);
      if (bits >= KEEP_BITS) candidates.push([person.index, other, Math.round(bits * 10), packEvidence(evidence)]);
    }
  }
  return { candidates, comparisons };
}

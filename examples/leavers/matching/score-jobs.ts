import type { Evidence, Verdict } from './evidence.ts';
import type { Person, Position } from './person.ts';
import { OTHER_COMPANY_BITS } from './thresholds.ts';
import type { Rarity } from './rarity.ts';
import { titleSimilarity } from './job-title.ts';

const NOTHING_SAID: Verdict = { bits: 0, found: [] };
const NO_JOB: Verdict = { bits: -2, found: [] };

/** What company, title and start date say. */
export function scoreJobs(before: Person, after: Person, rarity: Rarity): Verdict {
  if (before.employerUnknown || after.employerUnknown) return NOTHING_SAID;
  for (const from of before.positions) {
    const to = after.positions.find((position) => position.company === from.company);
    if (to !== undefined) return scoreSameCompany(from, to, rarity);
  }
  const [from] = before.positions;
  const [to] = after.positions;
  return from === undefined || to === undefined ? NO_JOB : scoreOtherCompany(from, to);
}

function scoreSameCompany(from: Position, to: Position, rarity: Rarity): Verdict {
  const found: Evidence[] = ['same company'];
  const similarity = compareTitles(from, to);
  const moved = monthsBetween(from, to);
  if (similarity === 1) found.push('same title');
  if (moved === 0) found.push('same start date');
  return { bits: rarity.company(from.company) + titleBits(similarity, SAME_COMPANY_TITLE) + startBits(moved, similarity === 1), found };
}

function scoreOtherCompany(from: Position, to: Position): Verdict {
  const moved = monthsBetween(from, to);
  // Who changed company began there later; the day of the earlier file is not known, but it is not before the old job.
  const timing = moved !== null && moved <= 0 ? -3 : 0.5;
  return { bits: OTHER_COMPANY_BITS + titleBits(compareTitles(from, to), OTHER_COMPANY_TITLE) + timing, found: ['other company'] };
}

interface TitleBits {
  readonly same: number;
  readonly alike: number;
  readonly related: number;
  readonly different: number;
}

const SAME_COMPANY_TITLE: TitleBits = { same: 3, alike: 1.5, related: -0.5, different: -0.5 };
/** People who move mostly stay in their field, and mostly change their title. */
const OTHER_COMPANY_TITLE: TitleBits = { same: 1.5, alike: 1.5, related: 0.5, different: -0.5 };

function titleBits(similarity: number | null, bits: TitleBits): number {
  if (similarity === null) return 0;
  if (similarity === 1) return bits.same;
  if (similarity >= 0.5) return bits.alike;
  return similarity > 0 ? bits.related : bits.different;
}

function compareTitles(from: Position, to: Position): number | null {
  return from.titleWords.length === 0 || to.titleWords.length === 0 ? null : titleSimilarity(from.titleWords, to.titleWords);
}

function startBits(moved: number | null, sameTitle: boolean): number {
  if (moved === null) return 0;
  if (Math.abs(moved) <= 1) return 5;
  // A promotion may count from the day of the new title.
  return moved > 0 && !sameTitle ? -1.5 : -4;
}

function monthsBetween(from: Position, to: Position): number | null {
  return from.start === null || to.start === null ? null : to.start - from.start;
}

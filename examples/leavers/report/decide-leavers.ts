import type { Assignment, Fate } from '../matching/assign-matches.ts';
import type { Person, Position } from '../matching/person.ts';
import type { CompanyBook } from '../matching/company-book.ts';
import type { GapReason } from '../snapshot/gap.ts';
import { foldText } from '../matching/fold-text.ts';
import { jaroWinkler } from '../matching/jaro-winkler.ts';
import { titleSimilarity } from '../matching/job-title.ts';
import type { Month } from '../matching/month.ts';

export type Destination =
  | { readonly kind: 'known'; readonly position: Position }
  /** The later file has the person without a company. */
  | { readonly kind: 'none' }
  /** The later file covers the old company and does not have the person. */
  | { readonly kind: 'unknown' };

/** Somebody who was at a company in the earlier snapshot and is not there in the later one. */
export interface Leaver {
  readonly before: Person;
  readonly after: Person | null;
  readonly from: Position;
  readonly to: Destination;
  readonly tenureMonths: number | null;
  /** Null when there is no match whose certainty could be told. */
  readonly confidence: number | null;
  readonly evidence: number;
}

export type Decision =
  | { readonly kind: 'left'; readonly leaver: Leaver }
  | { readonly kind: 'stayed'; readonly after: number }
  | { readonly kind: 'gap'; readonly reason: GapReason };

export interface DecisionContext {
  readonly after: readonly Person[];
  readonly book: CompanyBook;
  /** The words of rows of the later file that could not be read. */
  readonly unreadable: readonly ReadonlySet<string>[];
  /** What it means that somebody cannot be found although the company can. */
  readonly absent: 'left' | 'gap';
  /** When the later snapshot was taken, for the tenure of those whose new start is not known. */
  readonly asOf: Month | null;
}

/** What became of each person of the earlier snapshot, in their order. */
export function decideLeavers(before: readonly Person[], { fates }: Assignment, context: DecisionContext): readonly Decision[] {
  return before.map((person, index) => decide(person, fates[index] ?? { kind: 'absent' }, context));
}

function decide(person: Person, fate: Fate, context: DecisionContext): Decision {
  const [newest] = person.positions;
  if (person.names.length === 0 && fate.kind !== 'matched') return { kind: 'gap', reason: 'missing_name' };
  if (newest === undefined) return { kind: 'gap', reason: 'no_company' };
  switch (fate.kind) {
    case 'ambiguous':
      return { kind: 'gap', reason: 'ambiguous_namesake' };
    case 'uncertain':
      return { kind: 'gap', reason: 'uncertain_match' };
    case 'absent':
      return decideAbsent(person, newest, context);
    case 'matched':
      return decideMatched(person, fate, context);
  }
}

function decideAbsent(person: Person, from: Position, context: DecisionContext): Decision {
  if (context.book.company(from.company).rowsAfter === 0) return { kind: 'gap', reason: 'company_not_in_after' };
  if (isNamedIn(context.unreadable, person)) return { kind: 'gap', reason: 'uncertain_match' };
  if (context.absent === 'gap') return { kind: 'gap', reason: 'not_in_after' };
  const tenureMonths = tenure(from, context.asOf);
  return {
    kind: 'left',
    leaver: { before: person, after: null, from, to: { kind: 'unknown' }, tenureMonths, confidence: null, evidence: 0 },
  };
}

function isNamedIn(rows: readonly ReadonlySet<string>[], person: Person): boolean {
  return rows.some((words) => person.names.some((name) => name.words.every((word) => words.has(word.loose))));
}

function decideMatched(person: Person, fate: Fate & { kind: 'matched' }, context: DecisionContext): Decision {
  const after = context.after[fate.after];
  if (after === undefined) throw new RangeError(`There is no person ${fate.after} in the later snapshot.`);
  if (after.employerUnknown) return { kind: 'gap', reason: 'company_missing_after' };
  const companiesAfter = new Set(after.positions.map((position) => position.company));
  const companiesBefore = new Set(person.positions.map((position) => position.company));
  const from = person.positions.find((position) => !companiesAfter.has(position.company));
  if (from === undefined || after.positions.some((to) => isSameJob(from, to, context.book))) return { kind: 'stayed', after: fate.after };
  const position = after.positions.find(({ company }) => !companiesBefore.has(company)) ?? after.positions[0];
  const to: Destination = position === undefined ? { kind: 'none' } : { kind: 'known', position };
  const tenureMonths = tenure(from, position?.start ?? context.asOf);
  return {
    kind: 'left',
    leaver: { before: person, after, from, to, tenureMonths, confidence: confidenceOf(fate.bits), evidence: fate.evidence },
  };
}

/** A job that began on the same day under the same title is the same job: the company has changed its name, or is written badly. */
function isSameJob(from: Position, to: Position, book: CompanyBook): boolean {
  if (from.start === null || from.start !== to.start) return false;
  const [nameBefore, nameAfter] = [book.company(from.company).name, book.company(to.company).name];
  return titleSimilarity(from.titleWords, to.titleWords) === 1 || jaroWinkler(foldText(nameBefore), foldText(nameAfter)) >= LIKE_NAME;
}

const LIKE_NAME = 0.88;

function tenure(from: Position, until: Month | null): number | null {
  return from.start === null || until === null ? null : Math.max(0, until - from.start);
}

/** Odds of 2^bits to 1 as a probability, never quite certain. */
function confidenceOf(bits: number): number {
  return Math.min(0.999, Math.round(1000 / (1 + 2 ** -bits)) / 1000);
}

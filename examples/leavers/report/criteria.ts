import { type Place, liesIn, parsePlace } from '../matching/location.ts';
import { titleAnswers, titleWords } from '../matching/job-title.ts';
import type { Company } from '../matching/company-book.ts';
import { foldText } from '../matching/fold-text.ts';
import { sizesOverlap } from '../matching/company-size.ts';

interface Range {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

export interface CriteriaInput {
  readonly industries?: readonly string[] | undefined;
  readonly company_size?: Range | readonly Range[] | undefined;
  readonly titles?: readonly string[] | undefined;
  readonly tenure_months?: Range | undefined;
  readonly geographies?: readonly string[] | undefined;
}

export const CRITERIA = ['industry', 'company_size', 'title', 'tenure', 'geography'] as const;
export type Criterion = (typeof CRITERIA)[number];

/** What the criteria look at: the old company, the old title, how long the person was there, and where they lived. */
export interface Subject {
  readonly company: Company;
  readonly titleWords: readonly string[];
  readonly tenureMonths: number | null;
  readonly place: Place;
}

/** Gives the first criterion that a subject does not fulfil, or null. What the files do not say does not fulfil a criterion. */
export function createFilter(criteria: CriteriaInput): (subject: Subject) => Criterion | null {
  const industries = (criteria.industries ?? []).map(foldText);
  const titles = (criteria.titles ?? []).map(titleWords);
  const sizes = [criteria.company_size ?? []].flat().filter((range) => hasBound(range));
  const tenures = [criteria.tenure_months ?? []].flat().filter((range) => hasBound(range));
  const places = (criteria.geographies ?? []).map(parsePlace);
  const tests: { readonly [C in Criterion]: (subject: Subject) => boolean } = {
    industry: ({ company }) => industries.length === 0 || industries.includes(foldText(company.industry)),
    company_size: ({ company: { size } }) => sizes.length === 0 || (size !== null && sizes.some((wanted) => sizesOverlap(size, wanted))),
    title: (subject) => titles.length === 0 || titles.some((wanted) => titleAnswers(subject.titleWords, wanted)),
    tenure: ({ tenureMonths: months }) => tenures.every((range) => months !== null && isWithin(months, range)),
    geography: ({ place }) => places.length === 0 || places.some((wanted) => liesIn(place, wanted)),
  };
  return (subject) => CRITERIA.find((criterion) => !tests[criterion](subject)) ?? null;
}

/** A range that is open at both ends asks for nothing, not even that the value is known. */
function hasBound({ min, max }: Range): boolean {
  return min !== undefined || max !== undefined;
}

function isWithin(value: number, range: Range): boolean {
  return (range.min === undefined || value >= range.min) && (range.max === undefined || value <= range.max);
}

import { type Place, liesIn, parsePlace } from '../matching/location.ts';
import { titleAnswers, titleWords } from '../matching/job-title.ts';
import type { Company } from '../matching/company-book.ts';
import { foldText } from '../matching/fold-text.ts';
import { sizesOverlap } from '../matching/company-size.ts';

export interface CriteriaInput {
  readonly industries?: readonly string[] | undefined;
  readonly company_size?: { readonly min?: number | undefined; readonly max?: number | undefined } | undefined;
  readonly titles?: readonly string[] | undefined;
  readonly tenure_months?: { readonly min?: number | undefined; readonly max?: number | undefined } | undefined;
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
  const places = (criteria.geographies ?? []).map(parsePlace);
  const tests: { readonly [C in Criterion]: (subject: Subject) => boolean } = {
    industry: ({ company }) => industries.length === 0 || industries.includes(foldText(company.industry)),
    company_size: ({ company }) =>
      criteria.company_size === undefined || (company.size !== null && sizesOverlap(company.size, criteria.company_size)),
    title: (subject) => titles.length === 0 || titles.some((wanted) => titleAnswers(subject.titleWords, wanted)),
    tenure: ({ tenureMonths }) =>
      criteria.tenure_months === undefined || (tenureMonths !== null && isWithin(tenureMonths, criteria.tenure_months)),
    geography: ({ place }) => places.length === 0 || places.some((wanted) => liesIn(place, wanted)),
  };
  return (subject) => CRITERIA.find((criterion) => !tests[criterion](subject)) ?? null;
}

function isWithin(value: number, range: { readonly min?: number | undefined; readonly max?: number | undefined }): boolean {
  return (range.min === undefined || value >= range.min) && (range.max === undefined || value <= range.max);
}

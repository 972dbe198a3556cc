import type { CompanyBook } from '../matching/company-book.ts';
import type { DecisionMaker } from './find-decision-makers.ts';
import { formatMonth } from '../matching/month.ts';

/** A line of `old_company_decision_makers.csv` and `new_company_decision_makers.csv`, and of the record sets of the same names. */
export interface DecisionMakerRow {
  readonly company: string;
  /** Leavers from this company, or to it. */
  readonly leavers_count: number;
  readonly leavers: string;
  readonly person_id: string;
  readonly full_name: string;
  readonly title: string;
  readonly seniority: string;
  readonly start: string;
  readonly email: string;
  readonly profile_url: string;
  readonly location: string;
  readonly is_leaver: boolean;
  readonly row_after: number;
}

export const DECISION_MAKER_COLUMNS = [
  'company',
  'leavers_count',
  'leavers',
  'person_id',
  'full_name',
  'title',
  'seniority',
  'start',
  'email',
  'profile_url',
  'location',
  'is_leaver',
  'row_after',
] as const satisfies readonly (keyof DecisionMakerRow)[];

const NAMES_SHOWN = 5;

export function decisionMakerRow({ person, position, seniority, leavers, isLeaver }: DecisionMaker, book: CompanyBook): DecisionMakerRow {
  const names = leavers.slice(0, NAMES_SHOWN).map(({ before, after }) => before.names[0]?.display ?? after?.names[0]?.display ?? '');
  return {
    company: book.company(position.company).name,
    leavers_count: leavers.length,
    leavers: names.join('; ') + (leavers.length > NAMES_SHOWN ? '; …' : ''),
    person_id: person.ids[0] ?? '',
    full_name: person.names[0]?.display ?? '',
    title: position.title,
    seniority,
    start: position.start === null ? '' : formatMonth(position.start),
    email: person.emails[0] ?? '',
    profile_url: person.profileUrl,
    location: person.location,
    is_leaver: isLeaver,
    row_after: position.row,
  };
}

import type { CompanyBook } from '../matching/company-book.ts';
import type { Leaver } from './decide-leavers.ts';
import { formatMonth } from '../matching/month.ts';
import { seniorityOf } from '../matching/seniority.ts';
import { unpackEvidence } from '../matching/evidence.ts';

/** A line of `leavers.csv` and of the record set `leavers`. */
export interface LeaverRow {
  readonly person_id: string;
  readonly full_name: string;
  readonly email: string;
  readonly profile_url: string;
  readonly location: string;
  readonly old_company: string;
  readonly old_title: string;
  readonly old_start: string;
  readonly tenure_months: number | null;
  readonly industry: string;
  readonly company_size: string;
  /** `known`, `none` (between jobs) or `unknown` (not in the later file, which covers the old company). */
  readonly destination: 'known' | 'none' | 'unknown';
  readonly new_company: string;
  readonly new_title: string;
  readonly new_start: string;
  readonly new_seniority: string;
  /** How sure the match is, from 0 to 1; null when there was nobody to match. */
  readonly confidence: number | null;
  readonly evidence: string;
  readonly row_before: number;
  readonly row_after: number | null;
}

export const LEAVER_COLUMNS = [
  'person_id',
  'full_name',
  'email',
  'profile_url',
  'location',
  'old_company',
  'old_title',
  'old_start',
  'tenure_months',
  'industry',
  'company_size',
  'destination',
  'new_company',
  'new_title',
  'new_start',
  'new_seniority',
  'confidence',
  'evidence',
  'row_before',
  'row_after',
] as const satisfies readonly (keyof LeaverRow)[];

export function leaverRow(leaver: Leaver, book: CompanyBook): LeaverRow {
  const { before, after, from, to } = leaver;
  const company = book.company(from.company);
  const position = to.kind === 'known' ? to.position : null;
  return {
    person_id: before.ids[0] ?? after?.ids[0] ?? '',
    full_name: before.names[0]?.display ?? after?.names[0]?.display ?? '',
    email: after?.emails[0] ?? before.emails[0] ?? '',
    profile_url: newest(before.profileUrl, after?.profileUrl),
    location: newest(before.location, after?.location),
    old_company: company.formerName ?? company.name,
    old_title: from.title,
    old_start: from.start === null ? '' : formatMonth(from.start),
    tenure_months: leaver.tenureMonths,
    industry: company.industry,
    company_size: company.sizeText,
    destination: to.kind,
    new_company: position === null ? '' : book.company(position.company).name,
    new_title: position?.title ?? '',
    new_start: position === null || position.start === null ? '' : formatMonth(position.start),
    new_seniority: position === null ? '' : seniorityOf(position.title),
    confidence: leaver.confidence,
    evidence: evidenceOf(leaver, book),
    row_before: from.row,
    row_after: position?.row ?? after?.rows[0] ?? null,
  };
}

function newest(before: string, after: string | undefined): string {
  return after === undefined || after === '' ? before : after;
}

function evidenceOf({ after, from, evidence }: Leaver, book: CompanyBook): string {
  if (after !== null) return unpackEvidence(evidence).join('; ');
  return `not found among ${book.company(from.company).rowsAfter} rows of the company in the later file`;
}

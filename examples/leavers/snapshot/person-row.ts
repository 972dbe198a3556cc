import type { CompanyName } from '../matching/company-name.ts';
import type { Month } from '../matching/month.ts';
import type { PersonName } from '../matching/person-name.ts';
import type { Place } from '../matching/location.ts';

/** A row about a person, read as far as it can be. Empty text and null stand for what it does not say. */
export interface PersonRow {
  readonly row: number;
  /** Null only beside an identifier. */
  readonly name: PersonName | null;
  readonly id: string;
  readonly email: string;
  readonly profile: string;
  readonly profileUrl: string;
  readonly title: string;
  readonly titleWords: readonly string[];
  readonly companyText: string;
  /** Null when the row names no company, or the person is no longer there. */
  readonly company: CompanyName | null;
  readonly domain: string;
  readonly emailDomain: string;
  readonly industry: string;
  readonly size: string;
  readonly location: string;
  readonly place: Place;
  readonly start: Month | null;
  readonly ended: boolean;
}

/** True when the row describes a job whose company it just fails to name: nobody is jobless with a title and a start date. */
export function lacksCompany(row: PersonRow): boolean {
  return !row.ended && row.companyText === '' && (row.title !== '' || row.start !== null || row.domain !== '');
}

import type { EmployeeRange } from './employee-range.ts';

/** One row of the list that was handed in, cleaned up. Texts that were not given are empty. */
export interface Contact {
  /** From 1; a line of headings does not count. */
  readonly row: number;
  readonly given: string;
  readonly family: string;
  readonly company: string;
  /** Of the company, or else of the address. */
  readonly domain: string | null;
  /** As it was given, whether it is an address or not. */
  readonly email: string;
  readonly title: string;
  readonly industry: string;
  readonly country: string;
  readonly employees: EmployeeRange | null;
  readonly linkedin: string;
  /** A domain was given and cannot be one. */
  readonly hasBadDomain: boolean;
}

/** What tells one company from another: its domain, or else its name. */
export function companyKey(contact: Pick<Contact, 'domain' | 'company'>): string | null {
  return contact.domain ?? (contact.company === '' ? null : contact.company.trim().toLowerCase());
}

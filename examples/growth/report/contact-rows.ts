import type { Delivered, Unresolved } from './decide-fates.ts';
import type { CompanyFacts } from '../contacts/company-facts.ts';
import type { Contact } from '../contacts/contact.ts';
import { outcomeOf } from './decide-fates.ts';
import { writeEmployees } from '../contacts/employee-range.ts';

export const CONTACT_COLUMNS = [
  'row',
  'first_name',
  'last_name',
  'email',
  'email_status',
  'email_source',
  'email_pattern',
  'title',
  'company',
  'domain',
  'industry',
  'country',
  'company_size',
  'linkedin_url',
] as const;

export const GAP_COLUMNS = ['row', 'first_name', 'last_name', 'email', 'company', 'domain', 'outcome', 'reason'] as const;

export type ContactRow = { readonly [C in (typeof CONTACT_COLUMNS)[number]]: string | number };
export type GapRow = { readonly [C in (typeof GAP_COLUMNS)[number]]: string | number };

/** A delivered contact. With `company` given, what other rows say about the company is filled in. */
export function contactRow({ contact, email, emailStatus, source, pattern }: Delivered, company: CompanyFacts | undefined): ContactRow {
  return {
    ...personCells(contact),
    email,
    email_status: emailStatus,
    email_source: email === '' ? '' : source,
    email_pattern: pattern,
    title: contact.title,
    industry: contact.industry === '' ? (company?.industry ?? '') : contact.industry,
    country: contact.country,
    company_size: writeEmployees(contact.employees ?? company?.employees ?? null),
    linkedin_url: contact.linkedin,
  };
}

export function gapRow(fate: Unresolved): GapRow {
  const { outcome } = outcomeOf(fate);
  return { ...personCells(fate.contact), email: fate.contact.email, outcome, reason: fate.reason };
}

function personCells({ row, given, family, company, domain }: Contact) {
  return { row, first_name: given, last_name: family, company, domain: domain ?? '' };
}

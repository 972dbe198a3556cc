import type { Capability } from '../capabilities.ts';
import { type CompanyFacts, companyFacts, fillDomains } from '../contacts/company-facts.ts';
import { type Contact, companyKey } from '../contacts/contact.ts';
import type { GrowthInput } from '../schemas.ts';
import { findDuplicates } from '../contacts/find-duplicates.ts';
import { icpGap } from '../qualify/icp.ts';
import { personWords } from '../patterns/person-words.ts';
import { readEmail } from '../contacts/email-address.ts';

/** What can be said about each row from the list alone. */
export interface Intake {
  readonly contacts: readonly Contact[];
  readonly facts: ReadonlyMap<string, CompanyFacts>;
  /** Rows that are out before anybody is asked, with the reason. */
  readonly gaps: ReadonlyMap<number, string>;
}

/** Sorts out what is over the limit, said twice or not wanted. */
export function takeIn(read: readonly Contact[], input: GrowthInput, active: ReadonlySet<Capability>): Intake {
  const contacts = fillDomains(read);
  const inside = contacts.slice(0, input.limit);
  const facts = companyFacts(contacts);
  const duplicates = findDuplicates(inside);
  const gaps = new Map<number, string>();
  for (const { row } of contacts.slice(inside.length)) gaps.set(row, 'beyond_limit');
  const profile = active.has('qualification') ? input.icp_config : undefined;
  for (const contact of inside) {
    const gap = profile === undefined ? null : icpGap(profile, contact, factsOf(facts, contact));
    if (duplicates.has(contact.row)) gaps.set(contact.row, 'duplicate');
    else if (gap !== null) gaps.set(contact.row, gap);
  }
  return { contacts, facts, gaps };
}

export function factsOf(facts: ReadonlyMap<string, CompanyFacts>, contact: Contact): CompanyFacts | undefined {
  return facts.get(companyKey(contact) ?? '');
}

/** Why the address of a contact cannot be looked up; null when it can. */
export function lookupGap(contact: Contact, asked: readonly Capability[], isDisposable: (domain: string) => boolean): string | null {
  if (contact.given === '' || contact.family === '') {
    return asked.includes('contact_discovery') ? 'contact_discovery_unavailable' : 'missing_name';
  }
  if (contact.hasBadDomain) return 'invalid_domain';
  if (contact.domain === null) return 'missing_domain';
  if (personWords(contact.given, contact.family).length === 0) return 'name_not_latin';
  return isDisposable(contact.domain) ? 'disposable' : null;
}

/** What is wrong with the address that was given, from its text alone; null when nothing is. */
export function givenGap(contact: Contact, isDisposable: (domain: string) => boolean): string | null {
  if (contact.email === '') return 'missing_email';
  const address = readEmail(contact.email);
  if (address === null) return 'invalid_syntax';
  return isDisposable(address.domain) ? 'disposable' : null;
}

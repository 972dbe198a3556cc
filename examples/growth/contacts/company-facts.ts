import type { Contact } from './contact.ts';
import type { EmployeeRange } from './employee-range.ts';
import { companyKey } from './contact.ts';
import { foldText } from './fold-text.ts';

/** What the rows of a company say about it together. */
export interface CompanyFacts {
  readonly employees: EmployeeRange | null;
  readonly industry: string;
}

/** What is known of each company, by its key: the first row that says something is believed. */
export function companyFacts(contacts: readonly Contact[]): ReadonlyMap<string, CompanyFacts> {
  const facts = new Map<string, CompanyFacts>();
  for (const contact of contacts) {
    const key = companyKey(contact);
    if (key === null) continue;
    const known = facts.get(key);
    facts.set(key, {
      employees: known?.employees ?? contact.employees,
      industry: known === undefined || known.industry === '' ? contact.industry : known.industry,
    });
  }
  return facts;
}

/** Gives a row without a domain the one that other rows of the same company name have, if they agree on one. */
export function fillDomains(contacts: readonly Contact[]): readonly Contact[] {
  const domains = new Map<string, Set<string>>();
  for (const { company, domain } of contacts) {
    if (company === '' || domain === null) continue;
    const name = foldText(company);
    domains.set(name, (domains.get(name) ?? new Set()).add(domain));
  }
  return contacts.map((contact) => {
    if (contact.domain !== null || contact.hasBadDomain || contact.company === '') return contact;
    const [domain, ...others] = domains.get(foldText(contact.company)) ?? [];
    return domain === undefined || others.length > 0 ? contact : { ...contact, domain };
  });
}

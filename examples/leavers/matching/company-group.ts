import type { CompanyName } from './company-name.ts';
import type { PersonRow } from '../snapshot/person-row.ts';
import { Tally } from './tally.ts';

/** All mentions of companies whose names come down to the same key. */
export interface CompanyGroup {
  readonly index: number;
  readonly name: CompanyName;
  readonly rows: number;
  /** The web domain that most of its mentions agree on; empty when they do not, or say nothing. */
  readonly domain: string;
  /** The domain that most mailboxes of its people have, however few: good enough to confirm a likeness. */
  readonly mailDomain: string;
}

/** A mailbox may still be one of the former employer, so three of them are needed to speak for a domain. */
const MAILBOXES_NEEDED = 3;
const MAJORITY = 0.6;

export function groupCompanies(rows: Iterable<PersonRow>): readonly CompanyGroup[] {
  const drafts = new Map<
    string,
    { readonly name: CompanyName; rows: number; readonly sites: Tally<string>; readonly mailboxes: Tally<string> }
  >();
  for (const { company, domain, emailDomain } of rows) {
    if (company === null) continue;
    const draft = drafts.get(company.key) ?? { name: company, rows: 0, sites: new Tally<string>(), mailboxes: new Tally<string>() };
    draft.rows++;
    if (domain !== '') draft.sites.add(domain);
    if (emailDomain !== '') draft.mailboxes.add(emailDomain);
    drafts.set(company.key, draft);
  }
  return [...drafts.values()].map(({ name, rows: count, sites, mailboxes }, index) => ({
    index,
    name,
    rows: count,
    domain: majority(sites, 1) || majority(mailboxes, MAILBOXES_NEEDED),
    mailDomain: majority(mailboxes, 1),
  }));
}

function majority(domains: Tally<string>, atLeast: number): string {
  const top = domains.top();
  return top !== null && top.count >= atLeast && top.count / domains.total >= MAJORITY ? top.value : '';
}

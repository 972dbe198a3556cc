import { type AddressToVerify, type Verification, verifyDomain } from './verify-domain.ts';
import { type Lookup, lookUpDomain } from './look-up-domain.ts';
import { givenGap, lookupGap } from './intake.ts';
import type { DomainProbe } from '../mail/domain-probe.ts';
import type { ItemContext } from 'millrace';
import type { Job } from './job.ts';
import type { Contact } from '../contacts/contact.ts';
import { KnownPatterns } from '../patterns/known-patterns.ts';
import { askInRounds } from './ask-domains.ts';
import { byDomain } from '../contacts/domain-batches.ts';
import { percentIn } from './stage-plan.ts';
import { readEmail } from '../contacts/email-address.ts';

export interface Lookups {
  readonly answers: ReadonlyMap<number, Lookup>;
  /** Rows that cannot be looked up, with the reason. */
  readonly gaps: ReadonlyMap<number, string>;
}

/** Looks up whoever has no usable address. */
export async function findAddresses(job: Job): Promise<Lookups> {
  const { run, input, intake, plan } = job;
  const gaps = new Map<number, string>();
  const wanted = intake.contacts.filter((contact) => !intake.gaps.has(contact.row) && readEmail(contact.email) === null);
  const findable = wanted.filter((contact) => {
    const gap = lookupGap(contact, plan.asked, job.isDisposable);
    if (gap !== null) gaps.set(contact.row, contact.email === '' ? gap : 'invalid_syntax');
    return gap === null;
  });
  const colleagues = await byDomain(intake.contacts);
  const knownAt = new Map<string, KnownPatterns>();
  // Each batch learns on from what the list says, so that it does not matter which batch is first.
  const knownOf = (domain: string): KnownPatterns => {
    const known = knownAt.get(domain) ?? KnownPatterns.of(colleagues.get(domain) ?? [], domain);
    knownAt.set(domain, known);
    return known.copy();
  };
  const question = {
    name: 'look up addresses',
    contacts: findable,
    domainOf: (contact: Contact) => contact.domain ?? '',
    ask: ({ domain, contacts }: { readonly domain: string; readonly contacts: readonly Contact[] }, probe: DomainProbe) =>
      lookUpDomain(domain, contacts, { probe, known: knownOf(domain), most: input.max_guesses }),
    offline: ({ row }: Contact): Lookup => ({ row, reason: 'network_offline', isTemporary: false }),
    report: reporter(job, 'email_lookup', 'Looked up'),
  };
  const answers = await askInRounds(run, input.network, question, (lookup) => 'isTemporary' in lookup && lookup.isTemporary);
  return { answers, gaps };
}

export interface Verifications {
  readonly answers: ReadonlyMap<number, Verification>;
  readonly gaps: ReadonlyMap<number, string>;
}

/** Verifies the addresses that were given. One that was looked up has just been asked about. */
export async function verifyAddresses(job: Job): Promise<Verifications> {
  const { run, input, intake, plan } = job;
  const gaps = new Map<number, string>();
  const wanted = intake.contacts.filter((contact) => !intake.gaps.has(contact.row));
  const addresses = wanted.flatMap((contact): readonly AddressToVerify[] => {
    const gap = givenGap(contact, job.isDisposable);
    const isLookedUp = plan.active.has('email_lookup') && (gap === 'missing_email' || gap === 'invalid_syntax');
    if (gap !== null && !isLookedUp) gaps.set(contact.row, gap);
    const address = gap === null ? readEmail(contact.email) : null;
    return address === null ? [] : [{ row: contact.row, email: address.address, domain: address.domain }];
  });
  const question = {
    name: 'verify addresses',
    contacts: addresses,
    domainOf: ({ domain }: AddressToVerify) => domain,
    ask: ({ contacts }: { readonly contacts: readonly AddressToVerify[] }, probe: DomainProbe) => verifyDomain(contacts, probe),
    offline: ({ row }: AddressToVerify): Verification => ({ row, status: 'unchecked' }),
    report: reporter(job, 'email_verify', 'Verified'),
  };
  const answers = await askInRounds(run, input.network, question, (answer) => answer.status === 'refuted' && answer.isTemporary);
  return { answers, gaps };
}

function reporter(job: Job, stage: 'email_lookup' | 'email_verify', did: string): (done: number, total: number, step: ItemContext) => void {
  return (done, total, step) => {
    step.progress({
      percent: percentIn(job.plan.active, stage, done / total),
      message: `${did} ${done} of ${total} addresses`,
      done,
      total,
    });
  };
}

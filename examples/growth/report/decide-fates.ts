import type { Lookups, Verifications } from '../stages/find-addresses.ts';
import type { Contact } from '../contacts/contact.ts';
import type { Job } from '../stages/job.ts';
import type { Lookup } from '../stages/look-up-domain.ts';
import { readEmail } from '../contacts/email-address.ts';

export type EmailStatus = 'verified' | 'catch_all' | 'unchecked' | 'none';

export interface Delivered {
  readonly kind: 'delivered';
  readonly contact: Contact;
  readonly email: string;
  readonly emailStatus: EmailStatus;
  readonly source: 'given' | 'pattern' | 'learned_pattern';
  readonly pattern: string;
}

export interface Unresolved {
  readonly kind: 'unresolved';
  readonly contact: Contact;
  readonly reason: string;
}

export type Fate = Delivered | Unresolved;

/** What became of each row of the list, in its order: the one account that everything which is reported rests on. */
export function decideFates(
  job: Pick<Job, 'intake' | 'plan' | 'input'>,
  lookups: Lookups | null,
  verifications: Verifications | null,
): readonly Fate[] {
  const delivered = new Set<string>();
  return job.intake.contacts.map((contact) => {
    const fate = decideFate(contact, job, lookups, verifications);
    if (fate.kind === 'unresolved' || fate.email === '') return fate;
    // Two rows that are one person under two names are found out by the address.
    if (delivered.has(fate.email.toLowerCase())) return { kind: 'unresolved', contact, reason: 'duplicate' };
    delivered.add(fate.email.toLowerCase());
    return fate;
  });
}

function decideFate(
  contact: Contact,
  { intake, input }: Pick<Job, 'intake' | 'input'>,
  lookups: Lookups | null,
  verifications: Verifications | null,
): Fate {
  const gap = intake.gaps.get(contact.row) ?? lookups?.gaps.get(contact.row) ?? verifications?.gaps.get(contact.row);
  if (gap !== undefined) return { kind: 'unresolved', contact, reason: gap };
  const lookup = lookups?.answers.get(contact.row);
  const verification = verifications?.answers.get(contact.row);
  if (lookup !== undefined && 'reason' in lookup) return { kind: 'unresolved', contact, reason: lookup.reason };
  if (verification?.status === 'refuted') return { kind: 'unresolved', contact, reason: verification.reason };
  const emailStatus = statusOf(contact, lookup, verification?.status, verifications !== null);
  if (emailStatus === 'catch_all' && !input.accept_catch_all) return { kind: 'unresolved', contact, reason: 'catch_all_unverified' };
  if (lookup === undefined) {
    const email = readEmail(contact.email)?.address ?? '';
    return { kind: 'delivered', contact, email, emailStatus, source: 'given', pattern: '' };
  }
  const source = lookup.isLearned ? 'learned_pattern' : 'pattern';
  return { kind: 'delivered', contact, email: lookup.email, emailStatus, source, pattern: lookup.pattern };
}

function statusOf(
  contact: Contact,
  lookup: Exclude<Lookup, { reason: string }> | undefined,
  verified: EmailStatus | undefined,
  isVerifying: boolean,
): EmailStatus {
  if (lookup === undefined) return verified ?? (readEmail(contact.email) === null ? 'none' : 'unchecked');
  if (!lookup.isConfirmed) return 'catch_all';
  return isVerifying ? 'verified' : 'unchecked';
}

/** Reasons of the network and not of the contact: another run at another time may fare better. */
const FAILURES = new Set([
  'dns_failure',
  'greylisted',
  'mail_server_busy',
  'mail_server_protocol',
  'mail_server_timeout',
  'mail_server_unreachable',
  'refused_by_policy',
]);

export function outcomeOf(fate: Fate): { readonly outcome: 'delivered' | 'dropped' | 'failed'; readonly reason?: string } {
  if (fate.kind === 'delivered') return { outcome: 'delivered' };
  return { outcome: FAILURES.has(fate.reason) ? 'failed' : 'dropped', reason: fate.reason };
}

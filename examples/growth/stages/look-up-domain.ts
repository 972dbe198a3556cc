import type { Candidate } from '../patterns/candidates.ts';
import type { Contact } from '../contacts/contact.ts';
import type { DomainProbe } from '../mail/domain-probe.ts';
import type { KnownPatterns } from '../patterns/known-patterns.ts';
import type { MailAnswer } from '../mail/mail-gap.ts';
import type { PatternName } from '../patterns/patterns.ts';
import { candidatesFor } from '../patterns/candidates.ts';

export interface FoundAddress {
  readonly row: number;
  readonly email: string;
  readonly pattern: PatternName;
  /** An address of this pattern was known at the domain before. */
  readonly isLearned: boolean;
  /** The server takes this one and not any; otherwise only the pattern speaks for it. */
  readonly isConfirmed: boolean;
}

export interface LookupGap {
  readonly row: number;
  readonly reason: string;
  /** The same question may have another answer later. */
  readonly isTemporary: boolean;
}

export type Lookup = FoundAddress | LookupGap;

/** Finds the addresses of people at one domain. What is learned about one of them helps with the next. */
export async function lookUpDomain(
  domain: string,
  contacts: readonly Contact[],
  { probe, known, most }: { readonly probe: DomainProbe; readonly known: KnownPatterns; readonly most: number },
): Promise<readonly Lookup[]> {
  const nobody = await probe.askNobody();
  const found: Lookup[] = [];
  for (const contact of contacts) {
    const candidates = candidatesFor(contact.given, contact.family, known, most);
    const lookup = takesEverything(nobody)
      ? guessAddress(contact.row, domain, candidates, known)
      : await tryCandidates(contact.row, domain, { candidates, known, probe, nobody });
    if ('email' in lookup) known.learn(lookup.email.split('@', 1)[0] ?? '', contact.given, contact.family);
    found.push(lookup);
  }
  return found;
}

function takesEverything(nobody: MailAnswer): boolean {
  return nobody.kind === 'accepted' || nobody.kind === 'undecided';
}

/** Where everything is taken, only a pattern that others at the domain have is better than nothing. */
function guessAddress(row: number, domain: string, candidates: readonly Candidate[], known: KnownPatterns): Lookup {
  const likely = candidates.find(({ pattern }) => known.has(pattern));
  if (likely === undefined) return { row, reason: 'catch_all_unverified', isTemporary: false };
  return { row, email: `${likely.local}@${domain}`, pattern: likely.pattern, isLearned: true, isConfirmed: false };
}

interface Attempt {
  readonly candidates: readonly Candidate[];
  readonly known: KnownPatterns;
  readonly probe: DomainProbe;
  readonly nobody: MailAnswer;
}

async function tryCandidates(row: number, domain: string, { candidates, known, probe, nobody }: Attempt): Promise<Lookup> {
  if (nobody.kind === 'unresolved') return { row, reason: nobody.reason, isTemporary: false };
  let wasPutOff = false;
  for (const { local, pattern } of candidates) {
    const email = `${local}@${domain}`;
    const answer = await probe.ask(email);
    if (answer.kind === 'accepted') return { row, email, pattern, isLearned: known.has(pattern), isConfirmed: true };
    if (answer.kind === 'temporary' && answer.reason === 'greylisted') wasPutOff = true;
    else if (answer.kind !== 'rejected' || answer.reason !== 'mailbox_not_found') return gap(row, answer);
  }
  return wasPutOff ? { row, reason: 'greylisted', isTemporary: true } : { row, reason: 'mailbox_not_found', isTemporary: false };
}

function gap(row: number, answer: Exclude<MailAnswer, { kind: 'accepted' }>): LookupGap {
  if (answer.kind === 'undecided') return { row, reason: 'catch_all_unverified', isTemporary: false };
  return { row, reason: answer.reason, isTemporary: answer.kind === 'temporary' };
}

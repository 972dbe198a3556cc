import type { Evidence, Verdict } from './evidence.ts';
import type { Person } from './person.ts';

const PROFILE_BITS = { same: 18, other: -6 };
const ID_BITS = { same: 18, other: -7 };
const EMAIL_BITS = { same: 15, other: -3 };

/** What profile pages, ids and e-mail addresses say. Each of them may be wrong now and then, so none decides alone. */
export function scoreIdentifiers(before: Person, after: Person, idsComparable: boolean): Verdict {
  const found: Evidence[] = [];
  let bits = 0;
  const profile = compareSets(before.profiles, after.profiles);
  if (profile !== null) {
    bits += PROFILE_BITS[profile];
    found.push(profile === 'same' ? 'same profile' : 'other profile');
  }
  const id = idsComparable ? compareSets(before.ids, after.ids) : null;
  if (id !== null) {
    bits += ID_BITS[id];
    found.push(id === 'same' ? 'same id' : 'other id');
  }
  const email = compareSets(before.emails, after.emails);
  if (email === 'same') found.push('same e-mail');
  // Another address at another employer is what one expects; another one at the same employer is not.
  if (email === 'same' || (email === 'other' && shareMailDomain(before, after))) bits += EMAIL_BITS[email];
  return { bits, found };
}

function compareSets(a: readonly string[], b: readonly string[]): 'same' | 'other' | null {
  if (a.length === 0 || b.length === 0) return null;
  return a.some((value) => b.includes(value)) ? 'same' : 'other';
}

function shareMailDomain(a: Person, b: Person): boolean {
  const domains = new Set(a.emails.map(domainOf));
  return b.emails.some((email) => domains.has(domainOf(email)));
}

function domainOf(email: string): string {
  return email.slice(email.indexOf('@'));
}

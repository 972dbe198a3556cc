import type { Contact } from './contact.ts';
import { companyKey } from './contact.ts';
import { foldText } from './fold-text.ts';
import { readEmail } from './email-address.ts';

/** The rows that say again what an earlier row has said: the same address, or the same name at the same company. */
export function findDuplicates(contacts: readonly Contact[]): ReadonlySet<number> {
  const seen = new Set<string>();
  const duplicates = new Set<number>();
  for (const contact of contacts) {
    const keys = keysOf(contact);
    if (keys.some((key) => seen.has(key))) duplicates.add(contact.row);
    for (const key of keys) seen.add(key);
  }
  return duplicates;
}

function keysOf(contact: Contact): readonly string[] {
  const email = readEmail(contact.email);
  const company = companyKey(contact);
  const name = foldText(`${contact.given} ${contact.family}`);
  return [
    ...(email === null ? [] : [`email ${email.address.toLowerCase()}`]),
    ...(company === null || contact.given === '' || contact.family === '' ? [] : [`person ${company} ${name}`]),
  ];
}

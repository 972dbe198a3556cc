import { setImmediate as breathe } from 'node:timers/promises';
import type { Contact } from './contact.ts';

/** Few enough that little is asked twice after a crash. */
const CONTACTS_PER_BATCH = 20;

/** Contacts whose mail goes to the same domain. */
export interface DomainBatch<C> {
  readonly domain: string;
  readonly contacts: readonly C[];
  /** How many contacts are in this batch and those before it. */
  readonly upTo: number;
}

/** Brings together whose mail servers are asked over one connection, in the order in which the domains come up. */
export function domainBatches<C>(contacts: readonly C[], domainOf: (contact: C) => string): readonly DomainBatch<C>[] {
  const groups = new Map<string, C[]>();
  for (const contact of contacts) {
    const domain = domainOf(contact);
    const group = groups.get(domain);
    if (group === undefined) groups.set(domain, [contact]);
    else group.push(contact);
  }
  let upTo = 0;
  return [...groups].flatMap(([domain, group]) =>
    Array.from({ length: Math.ceil(group.length / CONTACTS_PER_BATCH) }, (_, index) => {
      const some = group.slice(index * CONTACTS_PER_BATCH, (index + 1) * CONTACTS_PER_BATCH);
      upTo += some.length;
      return { domain, contacts: some, upTo };
    }),
  );
}

/** The contacts of each domain. Lets the thread do other things in between: a list may be long. */
export async function byDomain(contacts: readonly Contact[]): Promise<ReadonlyMap<string, readonly Contact[]>> {
  const groups = new Map<string, Contact[]>();
  for (const [index, contact] of contacts.entries()) {
    if (index % 1000 === 999) await breathe();
    if (contact.domain === null) continue;
    const group = groups.get(contact.domain);
    if (group === undefined) groups.set(contact.domain, [contact]);
    else group.push(contact);
  }
  return groups;
}

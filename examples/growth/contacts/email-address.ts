import { checkDomain } from './domain-name.ts';

const LONGEST = 254;
const LONGEST_LOCAL = 64;
/** Dots between atoms. Quoted local parts are allowed by the standard, and a mistake whenever they are met in a list. */
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;

export interface EmailAddress {
  /** As it was written, with the domain in ASCII and lower case. */
  readonly address: string;
  readonly local: string;
  readonly domain: string;
}

/** Reads an address strictly enough that it can stand in a command of SMTP; null when it is none. */
export function readEmail(text: string): EmailAddress | null {
  const trimmed = text
    .trim()
    .replace(/^mailto:/iu, '')
    .replace(/^<(.*)>$/u, '$1');
  const at = trimmed.lastIndexOf('@');
  if (at <= 0) return null;
  const local = trimmed.slice(0, at);
  const domain = checkDomain(trimmed.slice(at + 1));
  if (domain === null || local.length > LONGEST_LOCAL || !LOCAL_PART.test(local)) return null;
  const address = `${local}@${domain}`;
  return address.length <= LONGEST ? { address, local, domain } : null;
}

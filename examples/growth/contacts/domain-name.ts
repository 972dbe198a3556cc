import { domainToASCII } from 'node:url';

const LONGEST = 253;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/** The domain in a web address or a domain as people write them, in ASCII and without `www.`; null when there is none. */
export function readDomain(text: string): string | null {
  const host = text.trim().replace(SCHEME, '').split(/[/?#]/u, 1)[0] ?? '';
  const bare = host
    .replace(/:\d+$/, '')
    .replace(/\.$/, '')
    .replace(/^www\./iu, '');
  return checkDomain(bare);
}

/** The domain in ASCII and lower case, or null when it cannot be one that takes mail. */
export function checkDomain(text: string): string | null {
  const ascii = domainToASCII(text.trim().toLowerCase());
  const labels = ascii.split('.');
  const isDomain = ascii.length <= LONGEST && labels.length >= 2 && labels.every((label) => LABEL.test(label));
  return isDomain && !/^\d+$/.test(labels.at(-1) ?? '') ? ascii : null;
}

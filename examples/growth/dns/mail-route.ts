import type { MxRecord } from 'node:dns';

/** The part of a resolver of `node:dns/promises` that is used here. */
export interface MailResolver {
  resolveMx(domain: string): Promise<readonly MxRecord[]>;
  resolve4(host: string): Promise<readonly string[]>;
  resolve6(host: string): Promise<readonly string[]>;
}

export type NoRoute = 'domain_not_found' | 'no_mx' | 'null_mx' | 'dns_failure';

/** Where mail for a domain is delivered: hosts by preference, or why nowhere. */
export type MailRoute = { readonly hosts: readonly string[] } | { readonly hosts: null; readonly reason: NoRoute };

const NOTHING_THERE = new Set(['ENODATA', 'ENOTFOUND']);

/**
 * Finds the mail servers of a domain, the preferred first; equal ones in an order of chance, so that they share the load.
 * A domain without MX records is its own mail server when it has an address (RFC 5321, 5.1); a single empty one says that
 * it takes no mail (RFC 7505).
 */
export async function findMailRoute(domain: string, resolver: MailResolver, random: () => number = Math.random): Promise<MailRoute> {
  try {
    const records = await resolver.resolveMx(domain);
    if (records.length > 0) return fromRecords(records, random);
  } catch (error) {
    if (codeOf(error) === 'ENOTFOUND') return { hosts: null, reason: 'domain_not_found' };
    if (codeOf(error) !== 'ENODATA') return { hosts: null, reason: 'dns_failure' };
  }
  const addresses = await findAddresses(domain, resolver);
  if (addresses === null) return { hosts: null, reason: 'dns_failure' };
  return addresses.length > 0 ? { hosts: [domain] } : { hosts: null, reason: 'no_mx' };
}

function fromRecords(records: readonly MxRecord[], random: () => number): MailRoute {
  const drawn = records.map(({ exchange, priority }) => ({ exchange: exchange.replace(/\.$/, ''), priority, lot: random() }));
  const hosts = drawn.toSorted((a, b) => a.priority - b.priority || a.lot - b.lot).map(({ exchange }) => exchange);
  const named = [...new Set(hosts)].filter((host) => host !== '');
  return named.length > 0 ? { hosts: named } : { hosts: null, reason: 'null_mx' };
}

/** The addresses of a host; none when it has none, null when the resolver could not say. */
export async function findAddresses(host: string, resolver: MailResolver): Promise<readonly string[] | null> {
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  const isUnknown = answers.some((answer) => answer.status === 'rejected' && !NOTHING_THERE.has(codeOf(answer.reason)));
  return addresses.length === 0 && isUnknown ? null : addresses;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

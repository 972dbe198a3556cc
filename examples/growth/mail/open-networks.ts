import { Resolver } from 'node:dns/promises';
import type { MailNetwork, MailNetworks } from './mail-network.ts';
import { isLoopbackAddress, isPublicAddress } from '../smtp/public-address.ts';
import type { NetworkInput } from '../schemas.ts';
import { SharedResource } from './shared-resource.ts';
import { startSampleNetwork } from '../sample/start-sample-network.ts';

const SMTP_PORT = 25;
const LINGER_MS = 300;
/** An address literal is what a client without a name of its own says (RFC 5321, 4.1.4). */
const NAMELESS = '[127.0.0.1]';
const DEFAULT_TIMEOUT_MS = 15_000;
const LOOPBACK_TIMEOUT_MS = 3000;
const PATIENCE_MS = 300_000;
/** RFC 2606 and 6761: nothing is there in the real world, so the sample network can answer for it. */
const RESERVED = /(?:^|\.)(?:example|test|invalid|localhost)$/;

export function isReservedDomain(domain: string): boolean {
  return RESERVED.test(domain);
}

/** The networks that a run talks to. `again` when it comes back to those who asked it to come later. */
export function openNetworks(input: NetworkInput, again: boolean): MailNetworks {
  if (input.mode === 'offline') return { use: (_domain, work) => work(null) };
  const sample = new SharedResource(
    () => startSampleNetwork({ again }),
    (network) => network.close(),
    LINGER_MS,
  );
  if (input.mode === 'sample') return { use: (_domain, work) => sample.use(work) };
  if (input.mode === 'local') {
    const local = localNetwork(input);
    return { use: (_domain, work) => work(local) };
  }
  const live = liveNetwork(input);
  return { use: (domain, work) => (isReservedDomain(domain) ? sample.use(work) : work(live)) };
}

/** The resolvers of the system, port 25, and nobody on this machine or in this house. */
export function liveNetwork(input: Extract<NetworkInput, { mode: 'live' }>): MailNetwork {
  const timeoutMs = input.timeout_ms ?? DEFAULT_TIMEOUT_MS;
  return {
    resolver: new Resolver({ timeout: Math.min(timeoutMs, 5000), tries: 2 }),
    smtpPort: SMTP_PORT,
    manners: { helo: input.helo ?? NAMELESS, mailFrom: input.mail_from ?? '', timeoutMs },
    patienceMs: PATIENCE_MS,
    mayConnect: isPublicAddress,
  };
}

/** Servers on this machine, and nowhere else. */
function localNetwork(input: Extract<NetworkInput, { mode: 'local' }>): MailNetwork {
  const timeoutMs = input.timeout_ms ?? LOOPBACK_TIMEOUT_MS;
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  resolver.setServers(input.dns_servers);
  return {
    resolver,
    smtpPort: input.smtp_port,
    manners: { helo: input.helo ?? NAMELESS, mailFrom: input.mail_from ?? '', timeoutMs },
    patienceMs: PATIENCE_MS,
    mayConnect: isLoopbackAddress,
  };
}

import { Resolver } from 'node:dns/promises';
import type { MailNetwork } from '../mail/mail-network.ts';
import { isLoopbackAddress } from '../smtp/public-address.ts';
import { readSampleWorld } from './sample-world.ts';
import { startSampleDns } from './sample-dns.ts';
import { startSampleSmtp } from './sample-smtp.ts';

/** Nobody in the sample is silent: whoever answers late has a busy machine, and the truth about the sample must not hang on that. */
const TIMEOUT_MS = 60_000;
const PATIENCE_MS = 300_000;

/**
 * A small internet on this machine, with the made-up companies of `data/sample-network.json`: a real name server and a real
 * mail server on loopback, for as long as they are needed. What is told about them goes through the same code as the world's.
 */
export async function startSampleNetwork({ again }: { readonly again: boolean }): Promise<MailNetwork & { close(): Promise<void> }> {
  const world = await readSampleWorld();
  const [dns, smtp] = await Promise.all([startSampleDns(world), startSampleSmtp(world, again)]);
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 });
  resolver.setServers([`127.0.0.1:${dns.port}`]);
  return {
    resolver,
    smtpPort: smtp.port,
    manners: { helo: 'sample.millrace.example', mailFrom: '', timeoutMs: TIMEOUT_MS },
    patienceMs: PATIENCE_MS,
    mayConnect: isLoopbackAddress,
    close: async () => {
      await Promise.all([dns.close(), smtp.close()]);
    },
  };
}

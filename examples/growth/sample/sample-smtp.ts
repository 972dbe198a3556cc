import { once } from 'node:events';
import type { RunningServer } from './sample-dns.ts';
import type { SampleWorld } from './sample-world.ts';

interface Refusal {
  readonly responseCode: number;
  readonly message: string;
}

/** A mail server on loopback that has the mailboxes of the sample world and takes no mail. */
export async function startSampleSmtp(world: SampleWorld, again: boolean): Promise<RunningServer> {
  const { SMTPServer } = await import('smtp-server');
  const server = new SMTPServer({
    banner: 'the sample network',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo: ({ address }, _session, answer) => {
      const refusal = refusalOf(address.toLowerCase(), world, again);
      answer(refusal === null ? null : Object.assign(new Error(refusal.message), refusal));
    },
  });
  // A client that hangs up is nothing to report.
  server.on('error', () => {});
  const listening = server.listen(0, '127.0.0.1');
  if (!listening.listening) await once(listening, 'listening');
  const bound = listening.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

function refusalOf(address: string, world: SampleWorld, again: boolean): Refusal | null {
  const [local = '', name = ''] = address.split('@');
  const domain = world.domains[name];
  if (domain === undefined) return { responseCode: 554, message: '5.7.1 we do not relay' };
  if (domain.refuses) return { responseCode: 554, message: '5.7.1 your address is on a block list' };
  if (domain.greylisting && !again) return { responseCode: 451, message: '4.7.1 greylisted, come again later' };
  if (domain.full.includes(local)) return { responseCode: 452, message: '4.2.2 the mailbox is full' };
  if (domain.catch_all || domain.mailboxes.includes(local)) return null;
  return { responseCode: 550, message: '5.1.1 there is nobody of that name here' };
}

import type { MailResolver } from '../dns/mail-route.ts';
import type { SmtpManners } from '../smtp/smtp-session.ts';

/** The outside world, as far as mail is concerned. */
export interface MailNetwork {
  readonly resolver: MailResolver;
  readonly smtpPort: number;
  readonly manners: SmtpManners;
  /** How long the servers of one domain are asked for in all, however slowly they answer. */
  readonly patienceMs: number;
  /** Where we may connect to, whatever a name server says. */
  readonly mayConnect: (address: string) => boolean;
}

/** Which network answers for a domain; none when nobody is asked. It stays open while `work` goes on. */
export interface MailNetworks {
  use<T>(domain: string, work: (network: MailNetwork | null) => Promise<T>): Promise<T>;
}

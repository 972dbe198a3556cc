import type { NoRoute } from '../dns/mail-route.ts';
import type { RecipientVerdict } from '../smtp/judge-recipient.ts';
import type { SmtpFailure } from '../smtp/smtp-error.ts';

/** Why there is no answer about any mailbox of a domain. */
export type MailGap =
  | NoRoute
  | 'mx_not_public'
  | 'mail_server_unreachable'
  | 'mail_server_timeout'
  | 'mail_server_busy'
  | 'mail_server_protocol'
  | 'refused_by_policy';

/** What was found out about one address. */
export type MailAnswer = RecipientVerdict | { readonly kind: 'unresolved'; readonly reason: MailGap };

export const GAP_OF: { readonly [F in SmtpFailure]: MailGap } = {
  refused: 'refused_by_policy',
  busy: 'mail_server_busy',
  closed: 'mail_server_busy',
  timeout: 'mail_server_timeout',
  protocol: 'mail_server_protocol',
  unreachable: 'mail_server_unreachable',
};

import type { SmtpReply } from './smtp-reply.ts';

/** What a server's reply to `RCPT TO` says about the mailbox. `temporary` may be another word at another time. */
export type RecipientVerdict =
  | { readonly kind: 'accepted' }
  /** The server takes it without having looked. */
  | { readonly kind: 'undecided' }
  | { readonly kind: 'rejected'; readonly reason: 'mailbox_not_found' | 'mailbox_full' | 'mailbox_disabled' | 'refused_by_policy' }
  | { readonly kind: 'temporary'; readonly reason: 'greylisted' | 'mailbox_full' | 'mail_server_busy' };

const POLICY = /spam|block(?:ed|list)|black ?list|reputation|policy|denied|not authori[sz]ed|banned|relay/iu;
const FULL = /quota|full|storage/iu;

/** Reads the enhanced status code (RFC 3463) when there is one, else the code and the words. */
export function judgeRecipient(reply: SmtpReply): RecipientVerdict {
  if (reply.code >= 200 && reply.code < 300) return { kind: reply.code === 252 ? 'undecided' : 'accepted' };
  if (reply.code >= 400 && reply.code < 500) return { kind: 'temporary', reason: temporaryReason(reply) };
  return { kind: 'rejected', reason: rejection(reply) };
}

function temporaryReason({ code, enhanced, text }: SmtpReply): 'greylisted' | 'mailbox_full' | 'mail_server_busy' {
  if (enhanced === '4.2.2' || code === 452 || FULL.test(text)) return 'mailbox_full';
  const isGrey = code === 450 || code === 451 || /gr[ae]y/iu.test(text) || enhanced?.startsWith('4.7.') === true;
  return isGrey ? 'greylisted' : 'mail_server_busy';
}

function rejection({ code, enhanced, text }: SmtpReply): 'mailbox_not_found' | 'mailbox_full' | 'mailbox_disabled' | 'refused_by_policy' {
  if (enhanced === '5.2.2' || (code === 552 && enhanced === null)) return 'mailbox_full';
  if (enhanced === '5.2.1') return 'mailbox_disabled';
  if (enhanced?.startsWith('5.7.') === true) return 'refused_by_policy';
  if (enhanced?.startsWith('5.1.') === true) return 'mailbox_not_found';
  return POLICY.test(text) || code === 554 || code === 530 ? 'refused_by_policy' : 'mailbox_not_found';
}

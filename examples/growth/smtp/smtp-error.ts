/** Why a conversation with a mail server ended before it gave an answer. */
export type SmtpFailure = 'unreachable' | 'timeout' | 'refused' | 'busy' | 'protocol' | 'closed';

export class SmtpError extends Error {
  override readonly name = 'SmtpError';
  readonly failure: SmtpFailure;

  constructor(failure: SmtpFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

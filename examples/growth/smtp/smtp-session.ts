import { SmtpConnection, type SmtpTarget } from './smtp-connection.ts';
import { SmtpError } from './smtp-error.ts';
import type { SmtpReply } from './smtp-reply.ts';

export interface SmtpManners {
  /** How we call ourselves: a host name, or an address in brackets. */
  readonly helo: string;
  /** The sender that is named; empty for none, as in a bounce. */
  readonly mailFrom: string;
  readonly timeoutMs: number;
}

const GOODBYE_MS = 500;

/**
 * A conversation with a mail server that asks about recipients and never sends a mail: it goes up to `RCPT TO` and takes its
 * leave. Throws an `SmtpError` when the server does not play along.
 */
export class SmtpSession {
  readonly #connection: SmtpConnection;
  #asked = 0;

  private constructor(connection: SmtpConnection) {
    this.#connection = connection;
  }

  static async open(target: SmtpTarget, manners: SmtpManners, signal: AbortSignal): Promise<SmtpSession> {
    const connection = new SmtpConnection(target, manners.timeoutMs, signal);
    try {
      expectGood(await connection.reply());
      const welcome = await connection.command(`EHLO ${manners.helo}`);
      if (welcome.code >= 500) expectGood(await connection.command(`HELO ${manners.helo}`));
      else expectGood(welcome);
      expectGood(await connection.command(`MAIL FROM:<${manners.mailFrom}>`));
      return new SmtpSession(connection);
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /** How many recipients were asked about. */
  get asked(): number {
    return this.#asked;
  }

  /** What the server says to this recipient. */
  async recipient(address: string): Promise<SmtpReply> {
    const reply = await this.#connection.command(`RCPT TO:<${address}>`);
    this.#asked += 1;
    if (reply.code !== 421) return reply;
    this.#connection.close();
    throw new SmtpError('busy', `The server hung up: ${reply.code} ${reply.text}`);
  }

  /** Takes leave; waits a moment for the answer, so that the server does not count it as rudeness. */
  async close(): Promise<void> {
    const limit = AbortSignal.timeout(GOODBYE_MS);
    const late = new Promise<void>((resolve) => {
      limit.addEventListener('abort', () => resolve());
    });
    // Nothing depends on the answer.
    const answered = this.#connection.command('QUIT').then(
      () => undefined,
      () => undefined,
    );
    await Promise.race([answered, late]);
    this.#connection.close();
  }
}

/** Only a server that is willing goes on: 4xx is for another time, 5xx is a refusal of us and not of a recipient. */
function expectGood(reply: SmtpReply): void {
  if (reply.code >= 200 && reply.code < 300) return;
  const failure = reply.code >= 500 ? 'refused' : 'busy';
  throw new SmtpError(reply.code < 400 ? 'protocol' : failure, `The server answered ${reply.code} ${reply.text}`);
}

import { type Socket, connect } from 'node:net';
import { type SmtpReply, SmtpReplyReader } from './smtp-reply.ts';
import { SmtpError } from './smtp-error.ts';

export interface SmtpTarget {
  readonly address: string;
  readonly port: number;
}

/** Printable ASCII, and no longer than a server has to read (RFC 5321, 4.5.3.1). */
const COMMAND = /^[ -~]{1,510}$/;

interface Waiting {
  readonly resolve: (reply: SmtpReply) => void;
  readonly reject: (error: SmtpError) => void;
}

/**
 * A connection on which one command is under way at a time. Every wait has the same limit; after a failure of any kind the
 * connection is closed and stays so.
 */
export class SmtpConnection {
  readonly #socket: Socket;
  readonly #timeoutMs: number;
  readonly #reader = new SmtpReplyReader();
  readonly #early: SmtpReply[] = [];
  #waiting: Waiting | null = null;
  #failure: SmtpError | null = null;
  #connected = false;

  constructor({ address, port }: SmtpTarget, timeoutMs: number, signal: AbortSignal) {
    this.#timeoutMs = timeoutMs;
    this.#socket = connect({ host: address, port, signal });
    this.#socket.setEncoding('utf8');
    this.#socket.setNoDelay(true);
    this.#socket.on('connect', () => {
      this.#connected = true;
    });
    this.#socket.on('data', (chunk: string) => this.#receive(chunk));
    this.#socket.on('error', (error) => this.#fail(new SmtpError(this.#connected ? 'closed' : 'unreachable', error.message)));
    this.#socket.on('close', () => this.#fail(new SmtpError('closed', 'The server closed the connection.')));
  }

  /** The next reply: the greeting, or that to the last command. */
  reply(): Promise<SmtpReply> {
    const early = this.#early.shift();
    if (early !== undefined) return Promise.resolve(early);
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const { promise, resolve, reject } = Promise.withResolvers<SmtpReply>();
    this.#waiting = { resolve, reject };
    const timer = setTimeout(() => {
      this.#fail(new SmtpError('timeout', `The server did not answer within ${this.#timeoutMs} ms.`));
    }, this.#timeoutMs);
    return promise.finally(() => clearTimeout(timer));
  }

  /** Sends one line. Throws when it is none: nothing that came from outside may smuggle in a second command. */
  async command(line: string): Promise<SmtpReply> {
    if (!COMMAND.test(line)) throw new SmtpError('protocol', `${JSON.stringify(line)} cannot be sent as a command.`);
    const unasked = this.#early.shift();
    // A server that hangs up says so without being asked. Any other reply that nobody waits for would be taken for the wrong one.
    if (unasked?.code === 421) return unasked;
    if (unasked !== undefined) this.#fail(new SmtpError('protocol', `The server said ${unasked.code} without being asked.`));
    if (this.#failure === null) this.#socket.write(`${line}\r\n`);
    return this.reply();
  }

  close(): void {
    this.#fail(new SmtpError('closed', 'The connection was closed.'));
  }

  #receive(chunk: string): void {
    try {
      for (const reply of this.#reader.push(chunk)) {
        const waiting = this.#waiting;
        this.#waiting = null;
        if (waiting === null) this.#early.push(reply);
        else waiting.resolve(reply);
      }
    } catch (error) {
      this.#fail(error instanceof SmtpError ? error : new SmtpError('protocol', String(error)));
    }
  }

  #fail(error: SmtpError): void {
    this.#failure ??= error;
    this.#waiting?.reject(this.#failure);
    this.#waiting = null;
    this.#socket.destroy();
  }
}

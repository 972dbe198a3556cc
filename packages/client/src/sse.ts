/** One message of an event stream. */
export interface SseMessage {
  readonly event: string;
  readonly data: string;
  /** The last id that was sent up to this message; empty when there was none. */
  readonly lastEventId: string;
}

/**
 * Reads the text of an event stream (WHATWG HTML, 9.2) piece by piece: pieces may end anywhere, lines may end in LF, CR
 * or both, and a message that the stream ends in the middle of is dropped.
 */
export class SseParser {
  /** How long to wait before connecting again, if the stream has said so. */
  retryMs: number | null = null;
  #rest = '';
  #data: string[] = [];
  #event = '';
  #lastEventId = '';
  #isFirst = true;

  push(piece: string): readonly SseMessage[] {
    this.#rest += this.#isFirst ? piece.replace(/^\uFEFF/, '') : piece;
    if (piece !== '') this.#isFirst = false;
    const messages: SseMessage[] = [];
    for (let line = this.#takeLine(); line !== null; line = this.#takeLine()) {
      const message = line === '' ? this.#dispatch() : this.#field(line);
      if (message !== null) messages.push(message);
    }
    return messages;
  }

  #takeLine(): string | null {
    const end = this.#rest.search(/[\r\n]/);
    // A CR at the very end may be one half of a CRLF whose other half has not come yet.
    if (end === -1 || (this.#rest[end] === '\r' && end === this.#rest.length - 1)) return null;
    const line = this.#rest.slice(0, end);
    this.#rest = this.#rest.slice(end + (this.#rest.startsWith('\r\n', end) ? 2 : 1));
    return line;
  }

  #field(line: string): null {
    const colon = line.indexOf(':');
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#event = value;
    else if (name === 'id' && !value.includes('\0')) this.#lastEventId = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
    return null;
  }

  #dispatch(): SseMessage | null {
    const data = this.#data.join('\n');
    const event = this.#event;
    const isEmpty = this.#data.length === 0;
    this.#data = [];
    this.#event = '';
    return isEmpty ? null : { event: event === '' ? 'message' : event, data, lastEventId: this.#lastEventId };
  }
}

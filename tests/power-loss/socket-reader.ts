/** One thing that left the server: the answer to a request, a request of its own, or one event of a stream. */
export interface Message {
  readonly kind: 'answer' | 'request' | 'event';
  /** The status of an answer, and of the stream that an event belongs to; 0 for a request. */
  readonly status: number;
  /** Headers in lower case; those of the stream for an event. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

interface Head {
  readonly kind: 'answer' | 'request';
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
}

const HEAD_END = '\r\n\r\n';
const STARTS = /^(?:HTTP\/1\.1 |POST |GET )/u;

/** Whether an answer or a request begins here. */
export function isBeginning(text: string): boolean {
  return STARTS.test(text);
}

/** Takes the bytes of one connection apart. Texts are Latin-1 until a body is whole, so that a letter is a byte. */
export class SocketReader {
  #rest = '';
  #head: Head | null = null;

  take(text: string): readonly Message[] {
    this.#rest += text;
    const messages: Message[] = [];
    for (let next = this.#next(); next !== null; next = this.#next()) if (next !== 'head') messages.push(next);
    return messages;
  }

  #next(): Message | 'head' | null {
    if (this.#head === null) return this.#takeHead() ? 'head' : null;
    return isStream(this.#head) ? this.#takeEvent(this.#head) : this.#takeBody(this.#head);
  }

  #takeHead(): boolean {
    const end = this.#rest.indexOf(HEAD_END);
    if (end === -1 || !isBeginning(this.#rest)) return false;
    const [first = '', ...lines] = this.#rest.slice(0, end).split('\r\n');
    this.#rest = this.#rest.slice(end + HEAD_END.length);
    const status = first.startsWith('HTTP') ? Number(first.split(' ')[1]) : 0;
    this.#head = { kind: status === 0 ? 'request' : 'answer', status, headers: new Map(lines.map(splitHeader)) };
    return true;
  }

  #takeBody(head: Head): Message | null {
    const length = Number(head.headers.get('content-length') ?? 0);
    if (this.#rest.length < length) return null;
    const body = Buffer.from(this.#rest.slice(0, length), 'latin1').toString();
    this.#rest = this.#rest.slice(length);
    this.#head = null;
    return { ...head, body };
  }

  /** Chunks are not told apart: an event ends with an empty line, and the sizes of chunks are lines before it. */
  #takeEvent(head: Head): Message | null {
    const end = this.#rest.indexOf('\n\n');
    if (end === -1) return null;
    const body = Buffer.from(this.#rest.slice(0, end), 'latin1').toString();
    this.#rest = this.#rest.slice(end + 2);
    return { ...head, kind: 'event', body };
  }
}

function isStream({ headers }: Head): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') === true;
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

import { SmtpError } from './smtp-error.ts';

/** A reply of a server: the code, and the text of all lines without the codes. */
export interface SmtpReply {
  readonly code: number;
  /** `5.1.1` and the like, when the text begins with one. */
  readonly enhanced: string | null;
  readonly text: string;
}

const LINE = /^([2-5]\d\d)(?:([ -])(.*))?$/s;
const ENHANCED = /^([245]\.\d{1,3}\.\d{1,3})(?:\s|$)/;
/** Far above what a server may send; a server that sends more is not believed. */
const LONGEST_LINE = 4096;
const MOST_LINES = 200;

/** Puts replies together from the bytes of a connection, however they are cut into pieces. Throws when they are none. */
export class SmtpReplyReader {
  #rest = '';
  #code: number | null = null;
  #texts: string[] = [];

  /** The replies that are complete with these bytes. */
  *push(chunk: string): Generator<SmtpReply, void> {
    this.#rest += chunk;
    for (let end = this.#rest.indexOf('\n'); end !== -1; end = this.#rest.indexOf('\n')) {
      const line = this.#rest.slice(0, end).replace(/\r$/, '');
      this.#rest = this.#rest.slice(end + 1);
      const reply = this.#addLine(line);
      if (reply !== null) yield reply;
    }
    if (this.#rest.length > LONGEST_LINE) throw new SmtpError('protocol', 'The server sent a line without an end.');
  }

  #addLine(line: string): SmtpReply | null {
    const match = line.length > LONGEST_LINE ? null : LINE.exec(line);
    if (match === null) throw new SmtpError('protocol', `The server sent a line that is no reply: ${cut(line)}`);
    const [, digits, separator = ' ', text = ''] = match;
    const code = Number(digits);
    if (this.#code !== null && this.#code !== code) {
      throw new SmtpError('protocol', `The server changed the code within a reply, from ${this.#code} to ${code}.`);
    }
    this.#texts.push(text);
    if (this.#texts.length > MOST_LINES) throw new SmtpError('protocol', 'The server sent a reply without an end.');
    this.#code = code;
    if (separator === '-') return null;
    const joined = this.#texts.join('\n');
    this.#code = null;
    this.#texts = [];
    return { code, enhanced: ENHANCED.exec(joined)?.[1] ?? null, text: joined };
  }
}

function cut(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}

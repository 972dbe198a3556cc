/** What a route answers: a text, or nothing more because it has written to the socket itself. */
export type Reply = TextReply | { readonly kind: 'sent' };

export interface TextReply {
  readonly kind: 'text';
  readonly status: number;
  readonly text: string | null;
  readonly headers: ReplyHeaders;
}

export type ReplyHeaders = { readonly [name: string]: string };

export const SENT: Reply = { kind: 'sent' };

export function json(status: number, value: unknown, headers: ReplyHeaders = {}): Reply {
  return jsonText(status, JSON.stringify(value), headers);
}

export function jsonText(status: number, text: string, headers: ReplyHeaders = {}): Reply {
  return { kind: 'text', status, text, headers: { 'Content-Type': 'application/json', 'Cache-Control': 'private, no-cache', ...headers } };
}

export function empty(status: 204 | 304, headers: ReplyHeaders = {}): Reply {
  return { kind: 'text', status, text: null, headers };
}

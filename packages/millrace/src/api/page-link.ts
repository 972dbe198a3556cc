import type { ReplyHeaders } from './reply.ts';

/** `Link: rel="next"` to the page after this one: the same request with the next cursor. */
export function nextLink(url: string, nextCursor: string | null): ReplyHeaders {
  if (nextCursor === null) return {};
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', nextCursor);
  return { Link: `<${path}?${parameters.toString()}>; rel="next"` };
}

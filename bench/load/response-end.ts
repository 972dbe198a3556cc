const HEAD_END = Buffer.from('\r\n\r\n');

/** Where a response ends when it is whole: the size of its body. Null while bytes are missing. Throws on a chunked one. */
export function responseEnd(received: Buffer): { readonly bodyBytes: number } | null {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd === -1) return null;
  const head = received.toString('latin1', 0, headEnd).toLowerCase();
  const bodyBytes = head.startsWith('http/1.1 304') ? 0 : contentLength(head);
  return received.length >= headEnd + HEAD_END.length + bodyBytes ? { bodyBytes } : null;
}

function contentLength(head: string): number {
  const at = head.indexOf('\r\ncontent-length:');
  if (at === -1) throw new Error(`This load needs responses with a Content-Length, and got: ${head}`);
  const begin = at + '\r\ncontent-length:'.length;
  const end = head.indexOf('\r\n', begin);
  return Number(head.slice(begin, end === -1 ? undefined : end));
}

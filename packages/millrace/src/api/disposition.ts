/** RFC 6266: what the browser saves the answer as. A plain name for old clients, the exact one for all others. */
export function attachment(name: string): string {
  const plain = name.replaceAll(/[^\w. -]/g, '_');
  const exact = encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, percentEncoded);
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}

function percentEncoded(char: string): string {
  return `%${Buffer.from(char).toString('hex').toUpperCase()}`;
}

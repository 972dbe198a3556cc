/** Joins small chunks until they have `size` bytes or more, so that content made line by line does not become a write per line. */
export async function* wholeChunks(content: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let gathered: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    gathered.push(chunk);
    bytes += chunk.byteLength;
    if (bytes < size) continue;
    yield join(gathered);
    gathered = [];
    bytes = 0;
  }
  if (bytes > 0) yield join(gathered);
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks;
  return only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks);
}

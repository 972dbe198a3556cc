/** Bytes of a list as text. Knows byte order marks; without one it is UTF-8, or Windows-1252 when it cannot be UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Spreadsheets on Windows save "CSV" in the code page of the machine.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Reads `long: short other; long: short` into a map from each short form to its long one. */
export function readWordTable(text: string): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const entry of text.split(/[;\n]/u)) {
    const [long = '', shorts = ''] = entry.split(':');
    for (const short of shorts.split(',')) if (short.trim() !== '') table.set(short.trim(), long.trim());
  }
  return table;
}

export function readWordSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/u));
}

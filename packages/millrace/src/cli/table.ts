/** Rows under a heading, in columns as wide as their widest entry; the last one is left as long as it is. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return `${[heading.map((title) => title.toUpperCase()), ...rows].map(line).join('\n')}\n`;
}

import type { Row } from './row.ts';

const COLUMNS = ['system', 'what', 'value', 'rounds'] as const;

/** The rows for a person: by case, the best first, then those that have no value and why. */
export function peerTable(rows: readonly Row[]): readonly string[] {
  const names = [...new Set(rows.filter(({ name }) => name !== 'setup').map(({ name }) => name))];
  const lines = names.flatMap((name) => sorted(rows.filter((row) => row.name === name)).map(cellsOf));
  const widths = COLUMNS.map((title, column) =>
    Math.max(title.length, ...lines.map((cells) => (column === 3 ? 0 : (cells[column]?.length ?? 0)))),
  );
  return [COLUMNS, ...lines].map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function sorted(rows: readonly Row[]): readonly Row[] {
  return rows.toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1));
}

function cellsOf({ system, name, value, unit, min, max, count, reason }: Row): readonly string[] {
  if (value === null) return [system, name, '-', reason ?? ''];
  const spread = min === null || max === null || min === max ? '' : `${digits(min)}..${digits(max)}`;
  return [
    system,
    name,
    `${digits(value)} ${unit}`,
    count === undefined ? spread : `${spread} ${count.toLocaleString('en-US')} done`.trim(),
  ];
}

/** Three digits that matter. */
function digits(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}

import type { Measurement } from './measurement.ts';

const COLUMNS = ['measured', 'value', 'rounds', 'floor', 'ratio', 'goal', 'met'] as const;

/** The results as lines of a table. */
export function tableLines(measurements: readonly Measurement[]): readonly string[] {
  const rows = [COLUMNS, ...measurements.map(rowOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
  );
}

function rowOf({ name, value, unit, floor, ratio, goal, met, spread }: Measurement): readonly string[] {
  return [
    name,
    `${round(value)} ${unit}`,
    spread === null ? '' : `${round(spread[0])}..${round(spread[1])}`,
    floor === null ? '' : round(floor),
    ratio === null ? '' : ratio.toFixed(2),
    goal ?? '',
    describe(met),
  ];
}

function describe(met: boolean | null): string {
  if (met === null) return '';
  return met ? 'yes' : 'NO';
}

/** Three digits that matter. */
function round(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

/** What `--json` writes. */
export function jsonOf(measurements: readonly Measurement[]): string {
  const list = measurements.map(({ name, value, unit, floor, ratio, goal, met }) => ({ name, value, unit, floor, ratio, goal, met }));
  return `${JSON.stringify(list, null, 2)}\n`;
}

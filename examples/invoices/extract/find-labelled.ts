import { type Cell, type Line, columnDistance } from '../documents/line.ts';
import { type LabelName, behindLabel, isLabel } from './labels.ts';

/** How many lines below its label a value may stand. */
const BELOW = 2;

/** The first value of that label that `read` understands: behind the label, in the next cell, or below it. */
export function findLabelled<T>(lines: readonly Line[], name: LabelName, read: (text: string) => T | null): T | null {
  for (const [row, { cells }] of lines.entries()) {
    for (const [column, cell] of cells.entries()) {
      const rest = behindLabel(cell.text, name);
      if (rest === null) continue;
      for (const candidate of candidates(lines, row, column, rest)) {
        const value = read(candidate);
        if (value !== null) return value;
      }
    }
  }
  return null;
}

function candidates(lines: readonly Line[], row: number, column: number, rest: string): readonly string[] {
  if (rest !== '') return [rest];
  const cells = lines[row]?.cells ?? [];
  const next = cells[column + 1];
  const label = cells[column];
  const beside = next === undefined || isLabel(next.text) ? [] : [next.text];
  return label === undefined ? beside : [...beside, ...below(lines, row, label)];
}

function below(lines: readonly Line[], row: number, label: Cell): readonly string[] {
  const found = lines
    .slice(row + 1, row + 1 + BELOW)
    .flatMap(({ cells }) => cells.filter((cell) => columnDistance(cell, label) === 0 && !isLabel(cell.text)));
  return found.map(({ text }) => text);
}

/** A piece of a line that stands by itself, with where it begins and ends: points in a PDF, characters in a text. */
export interface Cell {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export interface Line {
  readonly text: string;
  readonly cells: readonly Cell[];
}

export interface InvoiceDocument {
  readonly pages: number;
  readonly lines: readonly Line[];
}

const CELL = /[^\s|](?:[^\S\t]?[^\s|])*/gu;

/** A line of plain text: two spaces, a tab or a bar end a cell. */
export function textLine(text: string): Line {
  const cells = [...text.matchAll(CELL)].map((match) => ({ text: match[0], from: match.index, to: match.index + match[0].length }));
  return lineOf(cells);
}

export function lineOf(cells: readonly Cell[]): Line {
  return { cells, text: cells.map(({ text }) => text).join(' ') };
}

/** How far two cells are from standing below each other; 0 when they overlap. */
export function columnDistance(a: Pick<Cell, 'from' | 'to'>, b: Pick<Cell, 'from' | 'to'>): number {
  return Math.max(0, a.from - b.to, b.from - a.to);
}

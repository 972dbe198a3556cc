import { type Box, type Cell, type Line, type Page, type Word, boxAround, heightOf } from './text-layer.ts';

/** Words farther apart than this many heights of their line belong to different cells. */
const CELL_GAP = 1.15;

/** The words of a page as lines from top to bottom, each cut into cells where there is a wide gap. */
export function groupLines({ words }: Page, page: number): readonly Line[] {
  const rows: Word[][] = [];
  for (const word of words.toSorted((a, b) => middleOf(a.box) - middleOf(b.box))) {
    const row = rows.findLast((candidate) => isInRow(word, candidate));
    if (row === undefined) rows.push([word]);
    else row.push(word);
  }
  return rows.map((row) => toLine(row, page)).toSorted((a, b) => a.box.top - b.box.top);
}

/** On the same line as the nearest word beside it; a scan may be a little turned, so the whole row is no measure. */
function isInRow(word: Word, row: readonly Word[]): boolean {
  const nearest = row.toSorted((a, b) => distance(a.box, word.box) - distance(b.box, word.box))[0];
  if (nearest === undefined) return false;
  const shared = Math.min(nearest.box.bottom, word.box.bottom) - Math.max(nearest.box.top, word.box.top);
  return shared > 0.5 * Math.min(heightOf(nearest.box), heightOf(word.box));
}

function distance(a: Box, b: Box): number {
  return Math.max(0, a.left - b.right, b.left - a.right);
}

function middleOf({ top, bottom }: Box): number {
  return (top + bottom) / 2;
}

function toLine(row: readonly Word[], page: number): Line {
  const words = row.toSorted((a, b) => a.box.left - b.box.left);
  const widest = CELL_GAP * Math.max(...words.map(({ box }) => heightOf(box)));
  const cells: Word[][] = [];
  for (const word of words) {
    const open = cells.at(-1);
    const before = open?.at(-1);
    if (open === undefined || before === undefined || word.box.left - before.box.right > widest) cells.push([word]);
    else open.push(word);
  }
  return { page, cells: cells.map(toCell), text: textOf(words), box: boxAround(words.map(({ box }) => box)) };
}

function toCell(words: readonly Word[]): Cell {
  return { words, text: textOf(words), box: boxAround(words.map(({ box }) => box)) };
}

function textOf(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}

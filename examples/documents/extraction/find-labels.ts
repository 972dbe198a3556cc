import { foldText } from '../reading/fold-text.ts';
import { type Cell, type Line, heightOf, overlapAcross } from '../reading/text-layer.ts';

/** A label on the page with the words that stand behind it. */
export interface LabelledCell {
  readonly cell: Cell;
  readonly page: number;
  readonly position: 'same' | 'right' | 'below';
  /** The place of the label in the list. */
  readonly rank: number;
  /** 1 when the label is written as in the list, less when the OCR has one letter wrong. */
  readonly likeness: number;
}

/** How many heights of the label the value below it may be away. */
const NEAR_BELOW = 2.5;
const LONG_ENOUGH_FOR_A_SLIP = 7;

/** Every cell that stands to the right of one of the labels, or below it. */
export function findLabelled(lines: readonly Line[], labels: readonly string[]): readonly LabelledCell[] {
  return lines.flatMap((line, at) =>
    line.cells.flatMap((cell, index) =>
      labels.flatMap((label, rank) => {
        const match = matchLabel(cell, label);
        if (match === null) return [];
        const { rest, likeness } = match;
        const right = line.cells[index + 1];
        const under = cellBelow(lines.slice(at + 1), line.page, cell);
        return [
          ...(rest === null ? [] : [{ cell: rest, position: 'same' as const }]),
          ...(right === undefined ? [] : [{ cell: right, position: 'right' as const }]),
          ...(rest !== null || under === null ? [] : [{ cell: under, position: 'below' as const }]),
        ].map((found) => ({ ...found, page: line.page, rank, likeness }));
      }),
    ),
  );
}

/** Whether a cell begins with a label, and what is left of it. */
function matchLabel(cell: Cell, label: string): { readonly rest: Cell | null; readonly likeness: number } | null {
  for (let count = 1; count <= cell.words.length; count++) {
    const head = foldText(
      cell.words
        .slice(0, count)
        .map(({ text }) => text)
        .join(' '),
    );
    if (head.length > label.length + 1) return null;
    const isExact = head === label;
    const isScan = cell.words[0]?.confidence !== null;
    if (isExact || (isScan && label.length >= LONG_ENOUGH_FOR_A_SLIP && isOneSlip(head, label))) {
      return { rest: restOf(cell, count), likeness: isExact ? 1 : 0.9 };
    }
  }
  return null;
}

/** Without remarks such as `(20%)`. */
function restOf(cell: Cell, from: number): Cell | null {
  const words = cell.words.slice(from).filter(({ text }) => !/^\(?[\d.,]+\s*%\)?:?$|^[:.#]$/.test(text));
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return null;
  const { top, bottom } = cell.box;
  return { words, text: words.map(({ text }) => text).join(' '), box: { left: first.box.left, top, right: last.box.right, bottom } };
}

function cellBelow(lines: readonly Line[], page: number, label: Cell): Cell | null {
  const limit = label.box.bottom + NEAR_BELOW * heightOf(label.box);
  for (const line of lines) {
    if (line.page !== page || line.box.top > limit) return null;
    const found = line.cells.find(({ box }) => box.top >= label.box.bottom - 1 && overlapAcross(box, label.box) > 0.3);
    if (found !== undefined) return found;
  }
  return null;
}

/** One letter more, less or other. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const longer = one.length >= other.length ? one : other;
  const shorter = longer === one ? other : one;
  return longer.slice(start + 1) === shorter.slice(start + (one.length === other.length ? 1 : 0));
}

/** Whether a cell is itself a label and so no value. */
export function isLabel(cell: Cell, labels: readonly string[]): boolean {
  const text = foldText(cell.text);
  return labels.includes(text);
}

import { foldText } from '../reading/fold-text.ts';
import { type Cell, type Line, type Word, heightOf } from '../reading/text-layer.ts';
import type { LineItem } from './line-item.ts';
import { parseMoney, parseNumber } from './parse-money.ts';

const HEADINGS = {
  description: ['description', 'item', 'article', 'product', 'details', 'beschreibung'],
  quantity: ['quantity', 'qty', 'units', 'menge'],
  unit_price: ['unit price', 'price', 'price each', 'rate', 'einzelpreis'],
  amount: ['amount', 'line total', 'total', 'betrag'],
} as const;

type Column = keyof typeof HEADINGS;
const COLUMNS = ['description', 'quantity', 'unit_price', 'amount'] as const satisfies readonly Column[];

const SUMS =
  /^(?:sub ?total|net (?:total|amount)|(?:order |grand |invoice )?total|(?:total|amount|balance) due|vat|tax|sales tax|gst|mwst|discount|shipping|freight|carried forward|change)\b/;

/** How many heights of its text a row may be away from the one before. */
const FARTHEST_ROW = 4;

/** The rows of a table, each with what it was read from. */
export interface FoundItems {
  readonly items: readonly LineItem[];
  readonly rows: readonly { readonly page: number; readonly words: readonly Word[] }[];
  /** What could not be read, row by row. */
  readonly problems: readonly string[];
}

interface RowsSoFar {
  readonly items: LineItem[];
  readonly rows: { page: number; words: readonly Word[] }[];
  readonly problems: string[];
}

/** The rows below the headings, on each page that has them, down to the first sum. */
export function findItemsBelowHeadings(lines: readonly Line[]): FoundItems {
  const found: RowsSoFar = { items: [], rows: [], problems: [] };
  let columns: ReadonlyMap<Column, Cell> | null = null;
  let before: Line | null = null;
  for (const line of lines) {
    const headings = headingsIn(line);
    if (headings !== null) columns = headings;
    else if (before === null || isBelowTable(line, before)) columns = null;
    else if (columns !== null) addRow(found, line, columns);
    before = line;
  }
  return found;
}

/** A sum, another page, or far from the row before. */
function isBelowTable(line: Line, before: Line): boolean {
  const gap = line.box.top - before.box.bottom;
  return line.page !== before.page || gap > FARTHEST_ROW * heightOf(line.box) || SUMS.test(foldText(line.text));
}

/** Rows that end in an amount, down to the first sum, as on a receipt. */
export function findItemsByAmount(lines: readonly Line[]): FoundItems {
  const found: RowsSoFar = { items: [], rows: [], problems: [] };
  for (const line of lines) {
    if (SUMS.test(foldText(line.text))) break;
    const last = line.cells.at(-1);
    const amount = last === undefined || line.cells.length < 2 ? null : parseMoney(last.text);
    if (amount?.ok !== true || !/[.,]\d{2}$/.test(last?.text ?? '')) continue;
    const description = line.cells
      .slice(0, -1)
      .map(({ text }) => text)
      .join(' ');
    found.items.push({ description, quantity: null, unit_price: null, amount: amount.value });
    found.rows.push({ page: line.page, words: line.cells.flatMap(({ words }) => words) });
  }
  return found;
}

function headingsIn({ cells }: Line): ReadonlyMap<Column, Cell> | null {
  const columns = new Map<Column, Cell>();
  for (const cell of cells) {
    const text = foldText(cell.text);
    const column = COLUMNS.find((name) => !columns.has(name) && HEADINGS[name].some((heading) => heading === text));
    if (column !== undefined) columns.set(column, cell);
  }
  return columns.has('amount') && (columns.has('description') || columns.has('quantity')) ? columns : null;
}

function addRow(found: RowsSoFar, line: Line, columns: ReadonlyMap<Column, Cell>): void {
  const texts = new Map<Column, string>();
  for (const cell of line.cells) {
    const column = nearestColumn(cell, columns);
    texts.set(column, [texts.get(column), cell.text].filter((text) => text !== undefined).join(' '));
  }
  const last = found.items.at(-1);
  if (!texts.has('amount')) {
    // A description may go on in the next line; other lines between the rows are remarks.
    if (last !== undefined && texts.size === 1 && texts.has('description')) {
      found.items.splice(-1, 1, { ...last, description: `${last.description} ${texts.get('description') ?? ''}` });
    }
    return;
  }
  const amount = parseMoney(texts.get('amount') ?? '');
  const price = texts.has('unit_price') ? parseMoney(texts.get('unit_price') ?? '') : null;
  const quantity = texts.has('quantity') ? parseNumber(texts.get('quantity') ?? '') : null;
  for (const reading of [quantity, price, amount]) if (reading?.ok === false) found.problems.push(reading.problem);
  if (!amount.ok) return;
  found.items.push({
    description: texts.get('description') ?? '',
    quantity: quantity?.ok === true ? quantity.value : null,
    unit_price: price?.ok === true ? price.value : null,
    amount: amount.value,
  });
  found.rows.push({ page: line.page, words: line.cells.flatMap(({ words }) => words) });
}

/** Texts begin where their heading begins, amounts end where it ends. */
function nearestColumn({ box }: Cell, columns: ReadonlyMap<Column, Cell>): Column {
  const distances = [...columns].map(([column, heading]) => ({
    column,
    distance: Math.min(Math.abs(box.left - heading.box.left), Math.abs(box.right - heading.box.right)),
  }));
  return distances.toSorted((a, b) => a.distance - b.distance)[0]?.column ?? 'description';
}

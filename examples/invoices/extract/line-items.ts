import { type Cell, type Line, columnDistance } from '../documents/line.ts';
import { type DecimalMark, readAmount } from './amounts.ts';
import type { LineItem } from './invoice-schemas.ts';
import { isTotalsLine } from './totals.ts';

type ColumnName = 'description' | 'quantity' | 'unit_price' | 'amount' | 'other';
type Column = Cell & { readonly name: ColumnName };

const HEADINGS: readonly (readonly [ColumnName, RegExp])[] = [
  ['description', /^(?:description|item|service|product|details|bezeichnung|beschreibung|leistung|artikel|position(?:stext)?)$/iu],
  ['quantity', /^(?:qty|quantity|hours|menge|anzahl|stunden)\.?$/iu],
  ['unit_price', /^(?:unit price|price|rate|unit cost|einzelpreis|stückpreis|preis)$/iu],
  ['amount', /^(?:amount|total|line total|net|betrag|gesamt(?:preis)?|summe)$/iu],
  ['other', /^(?:#|pos\.?|no\.?|nr\.?|unit|einheit|vat(?: %)?|tax|mwst\.?|ust\.?|code|sku|date|datum)$/iu],
];
const CARRIED = /^(?:übertrag|carried forward|brought forward|page \d|seite \d)/iu;

/** The rows of the table of an invoice, told apart by what stands below which heading. */
export function lineItemsOf(lines: readonly Line[], mark: DecimalMark): readonly LineItem[] {
  const items: LineItem[] = [];
  let columns: readonly Column[] | null = null;
  let description: Cell | null = null;
  for (const line of lines) {
    const headings = headingsOf(line);
    if (headings !== null) {
      [columns, description] = [headings, null];
      continue;
    }
    if (columns === null || CARRIED.test(line.text)) continue;
    if (isTotalsLine(line, mark)) {
      columns = null;
      continue;
    }
    const item = itemOf(line, columns, mark);
    const last = items.at(-1);
    if (item !== null) {
      items.push(item);
      description = line.cells.find((cell) => item.description.startsWith(cell.text)) ?? null;
    } else if (last !== undefined && description !== null && goesOn(line, description)) {
      items[items.length - 1] = { ...last, description: `${last.description} ${line.text}` };
    } else if (line.cells.length > 0 && !isRule(line)) description = null;
  }
  return items;
}

function headingsOf({ cells }: Line): readonly Column[] | null {
  const columns = cells.flatMap((cell): Column[] => {
    const heading = HEADINGS.find(([, pattern]) => pattern.test(cell.text));
    return heading === undefined ? [] : [{ ...cell, name: heading[0] }];
  });
  const names = new Set(columns.map(({ name }) => name));
  return names.has('description') && names.has('amount') ? columns : null;
}

function itemOf(line: Line, columns: readonly Column[], mark: DecimalMark): LineItem | null {
  const texts = new Map<ColumnName, string>();
  // A row that fills every column needs no look at where its cells stand, which unaligned tables get wrong.
  const isFull = line.cells.length === columns.length;
  for (const [index, cell] of line.cells.entries()) {
    const name = (isFull ? columns[index] : undefined)?.name ?? nearest(cell, columns).name;
    texts.set(name, [texts.get(name), cell.text].filter((text) => text !== undefined).join(' '));
  }
  const description = texts.get('description');
  const amount = readAmount(texts.get('amount') ?? '', mark);
  if (description === undefined || amount === null) return null;
  return {
    description,
    quantity: readAmount(texts.get('quantity') ?? '', mark),
    unit_price: readAmount(texts.get('unit_price') ?? '', mark),
    amount,
  };
}

function nearest(cell: Cell, columns: readonly Column[]): Column {
  return columns.reduce((best, column) => {
    const difference = columnDistance(cell, column) - columnDistance(cell, best);
    const isNearer =
      difference < 0 || (difference === 0 && Math.abs(middle(cell) - middle(column)) < Math.abs(middle(cell) - middle(best)));
    return isNearer ? column : best;
  });
}

function middle({ from, to }: Cell): number {
  return (from + to) / 2;
}

/** A second line of a description stands alone and begins where the first one does. */
function goesOn({ cells }: Line, description: Cell): boolean {
  const [only] = cells;
  return only !== undefined && cells.length === 1 && Math.abs(only.from - description.from) < 2 && /\p{L}/u.test(only.text);
}

function isRule({ text }: Line): boolean {
  return /^[\s\-=_+|]*$/u.test(text);
}

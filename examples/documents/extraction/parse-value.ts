import type { FieldType } from './field-spec.ts';
import { parseDate } from './parse-date.ts';
import { parseMoney } from './parse-money.ts';
import { type Parsed, parsed, unparsed } from './parsed.ts';

const LONGEST_TEXT = 200;

/** What a text means as a value of that type. */
export function parseValue(type: FieldType, text: string): Parsed {
  switch (type) {
    case 'date':
      return parseDate(text);
    case 'money':
      return parseMoney(text);
    case 'identifier':
      return parseIdentifier(text);
    case 'currency':
      return /^[A-Z]{3}$/.test(text.trim()) ? parsed(text.trim(), 1) : unparsed(`${JSON.stringify(text)} is not a currency such as EUR.`);
    case 'table':
      return parseTable(text);
    case 'text':
      return parseText(text);
  }
}

function parseText(text: string): Parsed {
  const bare = text.replaceAll(/\s+/g, ' ').trim();
  const isText = /\p{Letter}/u.test(bare) && bare.length <= LONGEST_TEXT;
  return isText
    ? parsed(bare, 0.9)
    : unparsed(`${JSON.stringify(bare.slice(0, LONGEST_TEXT))} is not a text of at most ${LONGEST_TEXT} characters.`);
}

/** One word with a digit in it, as numbers of documents are. */
function parseIdentifier(text: string): Parsed {
  const [word = ''] = text.trim().split(/\s+/);
  return /^[\p{Letter}\d][\p{Letter}\d./-]{1,39}$/u.test(word) && /\d/.test(word)
    ? parsed(word, 0.97)
    : unparsed(`${JSON.stringify(text)} is not a document number.`);
}

function parseTable(text: string): Parsed {
  try {
    const rows: unknown = JSON.parse(text);
    return Array.isArray(rows) ? parsed(text, 1) : unparsed('The table must be a JSON list of rows.');
  } catch {
    return unparsed('The table is not JSON.');
  }
}

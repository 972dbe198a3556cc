import type { Line } from '../reading/text-layer.ts';
import type { ExtractedField } from '../results/document-result.ts';
import type { FieldSpec } from './field-spec.ts';
import { findCurrencies } from './find-currency.ts';
import { findItemsBelowHeadings, findItemsByAmount } from './find-items.ts';
import { findLabelled, isLabel } from './find-labels.ts';
import { findLetterhead } from './find-letterhead.ts';
import { type FoundValue, coordinatesOfWords, inFourDigits, ocrConfidence } from './found-value.ts';
import { parseValue } from './parse-value.ts';

const POSITION_FIT = { same: 0.99, right: 0.98, below: 0.92 } as const;
/** Each label further down the list is this much less likely to be the right one. */
const RANK_FIT = 0.99;
/** When another place says something else. */
const DISAGREEMENT = 0.8;

export interface DocumentText {
  readonly lines: readonly Line[];
  readonly pageHeight: number;
  /** Everything that is a label of some field of this class. */
  readonly labels: readonly string[];
}

/** Finds one field. Never throws for what stands on the page. */
export function extractField(spec: FieldSpec, text: DocumentText): ExtractedField {
  if (spec.find.by === 'items') {
    return itemsField(spec, spec.find.headings ? findItemsBelowHeadings(text.lines) : findItemsByAmount(text.lines));
  }
  const candidates = findValues(spec, text).toSorted((a, b) => certaintyOf(b) - certaintyOf(a));
  const [best] = candidates;
  if (best === undefined) return missing(spec, spec.required ? `No ${inWords(spec.name)} was found.` : null);
  const { reading, words, page } = best;
  const source_coordinates = coordinatesOfWords(words, page);
  if (!reading.ok) return { ...missing(spec, reading.problem), source_coordinates };
  const others = candidates.some((other) => other.reading.ok && other.reading.value !== reading.value);
  const model = inFourDigits(certaintyOf(best) * (others ? DISAGREEMENT : 1));
  return {
    field_name: spec.name,
    value: reading.value,
    type: spec.type,
    error_msg: null,
    source_coordinates,
    confidence: { model, ocr: ocrConfidence(words) },
  };
}

function findValues(spec: FieldSpec, text: DocumentText): readonly FoundValue[] {
  switch (spec.find.by) {
    case 'letterhead':
      return findLetterhead(text.lines, text.pageHeight);
    case 'currency':
      return findCurrencies(text.lines);
    case 'items':
      return [];
    case 'label':
      return findLabelled(text.lines, spec.find.labels)
        .filter(({ cell }) => !isLabel(cell, text.labels))
        .map(({ cell, page, position, rank, likeness }) => ({
          reading: parseValue(spec.type, cell.text),
          fit: POSITION_FIT[position] * RANK_FIT ** rank * likeness,
          page,
          words: cell.words,
        }));
  }
}

function certaintyOf({ reading, fit }: FoundValue): number {
  // What cannot be read comes after everything that can, the likeliest place first.
  return reading.ok ? fit * reading.certainty : fit - 1;
}

function itemsField(spec: FieldSpec, { items, rows, problems }: ReturnType<typeof findItemsByAmount>): ExtractedField {
  const [problem] = problems;
  const source_coordinates = rows.flatMap(({ words, page }) => coordinatesOfWords(words, page));
  if (problem !== undefined) return { ...missing(spec, `A row of the table cannot be read: ${problem}`), source_coordinates };
  if (items.length === 0) return missing(spec, spec.required ? 'No table of items was found.' : null);
  const complete = items.filter(({ quantity, unit_price: price }) => quantity !== null && price !== null).length;
  return {
    field_name: spec.name,
    value: JSON.stringify(items),
    type: spec.type,
    error_msg: null,
    source_coordinates,
    confidence: { model: inFourDigits(0.8 + (0.15 * complete) / items.length), ocr: ocrConfidence(rows.flatMap(({ words }) => words)) },
  };
}

function missing({ name, type }: FieldSpec, problem: string | null): ExtractedField {
  return {
    field_name: name,
    value: null,
    type,
    error_msg: problem,
    source_coordinates: [],
    confidence: { model: null, ocr: null },
  };
}

function inWords(name: string): string {
  return name.replaceAll('_', ' ');
}

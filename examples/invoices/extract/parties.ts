import type { Line } from '../documents/line.ts';
import { findLabelled } from './find-labelled.ts';
import { isLabel } from './labels.ts';

const TITLE = /^(?:tax )?invoice$|^rechnung$|^(?:credit note|gutschrift)$/iu;
const IN_A_SENTENCE = /\b(?:VAT|USt|MwSt)\b[^\d,]{0,20}?\b([A-Z]{2,3}[ -]?\d[\d .]{6,14}\d)/u;
const VAT_ID = /(?:[A-Z]{2,3}[ -]?)?\d[\dA-Z .-]{5,16}[\dA-Z]/u;

export function supplierOf(lines: readonly Line[]): { readonly name: string | null; readonly vat_id: string | null } {
  return { name: findLabelled(lines, 'supplier', readName) ?? firstName(lines), vat_id: vatIdOf(lines) };
}

export function customerOf(lines: readonly Line[]): { readonly name: string | null } {
  return { name: findLabelled(lines, 'customer', readName) };
}

function readName(text: string): string | null {
  return /\p{L}{2}/u.test(text) ? text : null;
}

/** Without a label, the sender is what stands at the top of the sheet. */
function firstName(lines: readonly Line[]): string | null {
  const cells = lines.slice(0, 10).flatMap((line) => line.cells.map(({ text }) => text));
  return cells.find((text) => !TITLE.test(text) && !isLabel(text) && readName(text) !== null) ?? null;
}

function vatIdOf(lines: readonly Line[]): string | null {
  const labelled = findLabelled(lines, 'vatId', (text) => VAT_ID.exec(text)?.[0] ?? null);
  const found = labelled ?? lines.map(({ text }) => IN_A_SENTENCE.exec(text)?.[1]).find((id) => id !== undefined);
  return found?.replaceAll(' ', '') ?? null;
}

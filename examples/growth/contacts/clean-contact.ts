import { readDomain } from './domain-name.ts';
import { readEmail } from './email-address.ts';
import { readEmployees } from './employee-range.ts';
import type { Contact } from './contact.ts';
import type { Field } from './headings.ts';

/** The cells of one row by what they hold. */
export type Cells = { readonly [F in Field]?: string };

const TITLE_BEFORE = /^(?:mr|mrs|ms|miss|dr|prof|herr|frau|mme|sr|sra)\.?\s+/iu;
const TITLE_AFTER = /,?\s+(?:jr|sr|ph\.?d|mba|md|ii|iii)\.?$/iu;

/** Makes a contact of a row. Nothing is thrown away here: what is wrong with a row is said when it matters. */
export function cleanContact(row: number, cells: Cells): Contact {
  const email = (cells.email ?? '').trim();
  const { given, family } = readName(cells);
  const site = (cells.domain ?? '').trim();
  const domain = site === '' ? (readEmail(email)?.domain ?? null) : readDomain(site);
  return {
    row,
    given,
    family,
    company: tidy(cells.company),
    domain,
    email,
    title: tidy(cells.title),
    industry: tidy(cells.industry),
    country: tidy(cells.country),
    employees: readEmployees(cells.employees ?? ''),
    linkedin: tidy(cells.linkedin),
    hasBadDomain: site !== '' && domain === null,
  };
}

/** A name in one column is split before its last word; `Family, Given` the other way round. */
function readName(cells: Cells): { readonly given: string; readonly family: string } {
  const [given, family, full] = [tidyName(cells.given), tidyName(cells.family), tidyName(cells.full)];
  if (given !== '' || family !== '' || full === '') return { given, family };
  const [before = '', after] = full.split(/,\s*/u, 2);
  if (after !== undefined && after !== '') return { given: after, family: before };
  const words = full.split(' ');
  const firstOfFamily = words.findIndex((word, index) => index > 0 && /^(?:van|von|de|der|den|da|di|del|dos|la|le|bin|al)$/iu.test(word));
  const split = firstOfFamily === -1 ? words.length - 1 : firstOfFamily;
  return split === 0 ? { given: full, family: '' } : { given: words.slice(0, split).join(' '), family: words.slice(split).join(' ') };
}

function tidyName(text: string | undefined): string {
  return tidy(text).replace(TITLE_BEFORE, '').replace(TITLE_AFTER, '');
}

function tidy(text: string | undefined): string {
  return (text ?? '').replaceAll(/\s+/gu, ' ').trim();
}

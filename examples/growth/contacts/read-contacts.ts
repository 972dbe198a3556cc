import { readFile } from 'node:fs/promises';
import type { RunContext } from 'millrace';
import { MAX_CONTACTS, type GrowthInput } from '../schemas.ts';
import { type Cells, cleanContact } from './clean-contact.ts';
import { byField, readList } from './read-list.ts';
import type { Contact } from './contact.ts';
import { ContactError } from './contact-error.ts';
import { decodeText } from './decode-text.ts';
import { fieldOf } from './headings.ts';

type Source = Pick<GrowthInput, 'contacts' | 'input_text'>;

/** The contacts that were handed in, one for each row. Throws when they cannot be read, or are too many. */
export async function readContacts(source: Source, run: Pick<RunContext, 'file'>): Promise<readonly Contact[]> {
  const cells = await readCells(source, run);
  if (cells.length > MAX_CONTACTS) {
    throw new ContactError(`The list has ${cells.length} contacts; a run takes up to ${MAX_CONTACTS}. Split the list.`);
  }
  return cells.map((row, index) => cleanContact(index + 1, row));
}

async function readCells({ contacts, input_text: text }: Source, run: Pick<RunContext, 'file'>): Promise<readonly Cells[]> {
  if (contacts === undefined) return readList(text ?? '');
  if (!('length' in contacts)) {
    return readList('$file' in contacts ? decodeText(await run.file(contacts).bytes()) : await readShipped(contacts.shipped));
  }
  return contacts.map((row) => {
    const entries = Object.entries(row);
    return byField(
      entries.map(([heading]) => fieldOf(heading)),
      entries.map(([, value]) => (value === null ? '' : String(value))),
    );
  });
}

/** The text of a list that comes with this example. */
export function readShipped(name: 'contacts.csv'): Promise<string> {
  return readFile(new URL(`../data/${name}`, import.meta.url), 'utf8');
}

import { readFile } from 'node:fs/promises';
import type { FileReader, FileRef } from 'millrace';
import { MAX_CONTACTS, type GrowthInput } from '../schemas.ts';
import { type Cells, cleanContact } from './clean-contact.ts';
import { byField, readList } from './read-list.ts';
import type { Contact } from './contact.ts';
import { ContactError } from './contact-error.ts';
import { decodeText } from './decode-text.ts';
import { fieldOf } from './headings.ts';

type Source = Pick<GrowthInput, 'contacts' | 'input_text'>;

type OpenFile = (ref: FileRef) => FileReader;

/** The contacts that were handed in, one for each row. Throws when they cannot be read, or are too many. */
export async function readContacts(source: Source, open: OpenFile | null): Promise<readonly Contact[]> {
  const cells = await readCells(source, open);
  if (cells.length > MAX_CONTACTS) {
    throw new ContactError(`The list has ${cells.length} contacts; a run takes up to ${MAX_CONTACTS}. Split the list.`);
  }
  return cells.map((row, index) => cleanContact(index + 1, row));
}

async function readCells({ contacts, input_text: text }: Source, open: OpenFile | null): Promise<readonly Cells[]> {
  if (contacts === undefined) return readList(text ?? '');
  if ('shipped' in contacts) return readList(await readShipped(contacts.shipped));
  if ('$file' in contacts) {
    if (open === null) throw new ContactError('The list is in a file, and files cannot be read here.');
    return readList(decodeText(await open(contacts).bytes()));
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
function readShipped(name: 'contacts.csv'): Promise<string> {
  return readFile(new URL(`../data/${name}`, import.meta.url), 'utf8');
}

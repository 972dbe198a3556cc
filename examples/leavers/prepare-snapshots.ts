import { type CompanyBook, resolveCompanies } from './matching/company-book.ts';
import { type Matcher, createMatcher } from './matching/match-people.ts';
import { type People, mergeDuplicates } from './matching/merge-duplicates.ts';
import type { Snapshot } from './snapshot/read-snapshot.ts';

/** Everything that can be said of two snapshots before anybody is looked for. Made from the files alone, so it can be made again. */
export interface Prepared {
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly book: CompanyBook;
  readonly peopleBefore: People;
  readonly peopleAfter: People;
  readonly matcher: Matcher;
}

/** Finds out which companies are the same, and puts each person's rows together. Lets others run in between. */
export async function prepareSnapshots(before: Snapshot, after: Snapshot): Promise<Prepared> {
  const book = await resolveCompanies(before, after);
  const peopleBefore = await mergeDuplicates(before, book);
  const peopleAfter = await mergeDuplicates(after, book);
  const matcher = await createMatcher(peopleBefore.people, peopleAfter.people);
  return { before, after, book, peopleBefore, peopleAfter, matcher };
}

import type { Conclusions } from '../draw-conclusions.ts';
import type { LeaversOutput } from '../schemas.ts';
import type { Prepared } from '../prepare-snapshots.ts';
import type { Snapshot } from '../snapshot/read-snapshot.ts';

/* What the steps of a run give as their results: counts, small enough to be recorded whatever the size of the files. */

export function countRows(snapshot: Snapshot): { rows: number; usable: number; columns: readonly string[]; delimiter: string } {
  return { rows: snapshot.rowCount, usable: snapshot.rows.length, columns: snapshot.fields, delimiter: snapshot.delimiter };
}

export interface PeopleCounts {
  readonly rows: number;
  readonly before: number;
  readonly after: number;
  readonly companies: number;
  readonly companyChanges: readonly { readonly from: string; readonly to: string }[];
}

/** More company changes than this would say nothing more. */
const CHANGES_SHOWN = 100;

export function countPeople({ before, after, peopleBefore, peopleAfter, book }: Prepared): PeopleCounts {
  const changes = book.companies.flatMap(({ formerName, name }) => (formerName === null ? [] : [{ from: formerName, to: name }]));
  return {
    rows: before.rowCount + after.rowCount,
    before: peopleBefore.people.length,
    after: peopleAfter.people.length,
    companies: book.companies.length,
    companyChanges: changes.slice(0, CHANGES_SHOWN),
  };
}

export function countDecisions({
  decisions,
  leavers,
  excluded,
}: Conclusions): Pick<LeaversOutput, 'excluded_by_criteria'> & Omit<LeaversOutput['people'], 'before' | 'after'> & { leavers: number } {
  const count = (kind: 'known' | 'none' | 'unknown'): number => leavers.filter(({ to }) => to.kind === kind).length;
  return {
    leavers: leavers.length,
    stayed: decisions.filter(({ kind }) => kind === 'stayed').length,
    left: decisions.filter(({ kind }) => kind === 'left').length,
    undecided: decisions.filter(({ kind }) => kind === 'gap').length,
    destinations: { known: count('known'), none: count('none'), unknown: count('unknown') },
    excluded_by_criteria: excluded,
  };
}

import type { Gap, GapReason } from '../snapshot/gap.ts';
import type { Assignment } from '../matching/assign-matches.ts';
import type { Decision } from './decide-leavers.ts';
import type { People } from '../matching/merge-duplicates.ts';
import type { Snapshot } from '../snapshot/read-snapshot.ts';

/** Every row of the earlier file that gave no answer, in the order of the rows. All others say that somebody stayed or left. */
export function gapsBefore(snapshot: Snapshot, people: People, decisions: readonly Decision[]): readonly Gap[] {
  const endedRows = new Set(snapshot.rows.filter((row) => row.ended).map((row) => row.row));
  const duplicates = new Set(people.duplicateRows);
  const undecided = people.people.flatMap((person, index): readonly Gap[] => {
    const decision = decisions[index];
    if (decision?.kind !== 'gap') return [];
    const rows = person.rows.filter((row) => !duplicates.has(row));
    return rows.map((row) => ({
      row,
      reason: decision.reason === 'no_company' && endedRows.has(row) ? 'position_ended' : decision.reason,
    }));
  });
  return inOrder(snapshot, people, undecided);
}

/** Every row of the later file that could not be used. All others are somebody who stayed, left or is new. */
export function gapsAfter(snapshot: Snapshot, people: People, { contested, fates }: Assignment): readonly Gap[] {
  const duplicates = new Set(people.duplicateRows);
  const matched = new Set(fates.flatMap((fate) => (fate.kind === 'matched' ? [fate.after] : [])));
  const unusable = people.people.flatMap((person): readonly Gap[] => {
    const isNameless = person.names.length === 0 && !matched.has(person.index);
    if (!isNameless && !contested.has(person.index)) return [];
    const rows = person.rows.filter((row) => !duplicates.has(row));
    return rows.map((row) => ({ row, reason: isNameless ? 'missing_name' : 'ambiguous_namesake' }));
  });
  return inOrder(snapshot, people, unusable);
}

function inOrder(snapshot: Snapshot, people: People, others: readonly Gap[]): readonly Gap[] {
  const duplicates = people.duplicateRows.map((row): Gap => ({ row, reason: 'duplicate_row' }));
  return [...snapshot.gaps, ...duplicates, ...others].toSorted((a, b) => a.row - b.row);
}

export interface RowSummary {
  readonly rows: number;
  readonly used: number;
  readonly gaps: number;
  readonly reasons: { readonly [reason: string]: number };
}

/** Counts that always add up: `rows = used + gaps`, and the reasons add up to the gaps. */
export function summariseRows(snapshot: Snapshot, gaps: readonly Gap[]): RowSummary {
  const reasons: { [reason: string]: number } = {};
  for (const { reason } of gaps) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return { rows: snapshot.rowCount, used: snapshot.rowCount - gaps.length, gaps: gaps.length, reasons };
}

export type RowOutcome = { readonly outcome: 'delivered' } | { readonly outcome: 'dropped'; readonly reason: GapReason };

/** One outcome for each row of a file, in their order. */
export function* rowOutcomes(snapshot: Snapshot, gaps: readonly Gap[]): Generator<RowOutcome> {
  const reasons = new Map(gaps.map(({ row, reason }) => [row, reason]));
  for (let row = 1; row <= snapshot.rowCount; row++) {
    const reason = reasons.get(row);
    yield reason === undefined ? { outcome: 'delivered' } : { outcome: 'dropped', reason };
  }
}

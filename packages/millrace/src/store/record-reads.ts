import type { RowOutcome } from '../domain/change.ts';
import type { ItemOutcome } from '../domain/items.ts';
import type { Json } from '../domain/json.ts';

export interface RecordSet {
  readonly name: string;
  readonly count: number;
  /** How many rows have which outcome; null when its rows have none. */
  readonly outcomes: { readonly [O in ItemOutcome]: number } | null;
}

export interface RecordRow {
  /** Its place in the set, from 0. */
  readonly index: number;
  readonly row: Json;
  readonly outcome: RowOutcome | null;
}

export interface RecordReads {
  sets(workspaceId: string, runId: string): readonly RecordSet[];
  /** Rows from index `from` on, in the order in which they were appended. */
  rows(workspaceId: string, runId: string, name: string, range: { readonly from: number; readonly limit: number }): readonly Json[];
  /** The same with what became of each row; with `outcome`, only the rows that have it: their indexes then leave gaps. */
  rowsWithOutcomes(
    workspaceId: string,
    runId: string,
    name: string,
    range: { readonly from: number; readonly limit: number; readonly outcome?: ItemOutcome },
  ): readonly RecordRow[];
}

import type { Json, JsonText } from './json.ts';

/** Whether a finished run got it right. Null on a verdict stands for remarks that judge nothing. */
export const VERDICT_VALUES = ['correct', 'incorrect'] as const;
export type VerdictValue = (typeof VERDICT_VALUES)[number];

/** Whether somebody still has to look after it. */
export const VERDICT_STATUSES = ['open', 'closed', 'wont_fix'] as const;
export type VerdictStatus = (typeof VERDICT_STATUSES)[number];

/** What people found about a run after it had ended. There is at most one for each run. */
export interface Verdict {
  readonly verdict: VerdictValue | null;
  readonly status: VerdictStatus;
  readonly note: string | null;
  /** What the output should have been; null when nobody said. */
  readonly correctedOutput: JsonText | null;
  readonly corrections: readonly Correction[];
  /** Who said so last, and when. */
  readonly reviewedBy: string | null;
  readonly reviewedAt: number;
  readonly closedBy: string | null;
  readonly closedAt: number | null;
  readonly closedNote: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** One thing in the output that should have been different. */
export interface Correction {
  readonly id: string;
  readonly kind: 'field' | 'file';
  /** A JSON Pointer into the output, or the path of an artifact. */
  readonly path: string;
  readonly label: string | null;
  readonly originalValue: Json;
  readonly correctedValue: Json;
  readonly note: string | null;
  /** The file that should have been made, among the expected files of the run. */
  readonly correctedArtifactPath: string | null;
}

/** What a run shows of its verdict. */
export interface VerdictSummary {
  readonly verdict: VerdictValue | null;
  readonly status: VerdictStatus;
  readonly hasNote: boolean;
  readonly corrections: number;
}

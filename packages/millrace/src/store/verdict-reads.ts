import type { Evaluation } from '../domain/evaluation.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { DayCounts, JudgedRun } from '../domain/verdict-health.ts';

export interface EvaluationReads {
  /** Null unless the output of the run was scored. */
  get(workspaceId: string, runId: string): Evaluation | null;
}

export interface VerdictReads {
  get(workspaceId: string, runId: string): Verdict | null;
  /**
   * What is known of the runs of a workflow that were created from `from` on and before `to`, for each day in UTC that has
   * any, oldest first. Only the newest `LIMITS.healthRuns` finished runs are counted, and as many verdicts.
   */
  days(workspaceId: string, workflow: string, range: { readonly from: number; readonly to: number }): readonly DayCounts[];
  /** The newest runs in that range that were judged correct or incorrect, oldest first. */
  judged(
    workspaceId: string,
    workflow: string,
    range: { readonly from: number; readonly to: number; readonly limit: number },
  ): readonly JudgedRun[];
}

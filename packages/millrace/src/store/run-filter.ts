import type { Trigger } from '../domain/run.ts';
import type { RunStatus } from '../domain/run-status.ts';
import type { VerdictStatus, VerdictValue } from '../domain/verdict.ts';

/** What is absent does not filter. Both times are exclusive. */
export interface RunFilter {
  readonly workflow?: string;
  readonly version?: string;
  /** Any of them; an empty list does not filter. */
  readonly statuses?: readonly RunStatus[];
  readonly tag?: string;
  readonly concurrencyKey?: string;
  readonly parentRunId?: string;
  readonly createdAfter?: number;
  readonly createdBefore?: number;
  /** Any of them, at most `LIMITS.filterIds`. */
  readonly ids?: readonly string[];
  /** Any of them, at most `LIMITS.filterWorkflows`. */
  readonly workflows?: readonly string[];
  readonly trigger?: Trigger['type'];
  /** Null: started by nobody in particular. */
  readonly actor?: string | null;
  readonly batchId?: string;
  readonly exampleId?: string;
  /** When the run ended, whatever its status; both exclusive. */
  readonly completedAfter?: number;
  readonly completedBefore?: number;
  /** Null: a verdict that judges nothing. */
  readonly verdict?: VerdictValue | null;
  readonly verdictStatus?: VerdictStatus;
  readonly hasVerdict?: boolean;
  readonly hasCorrections?: boolean;
  /** Runs whose sample rank lies below it, from 0 to 1. */
  readonly sampleRate?: number;
}

import type { RunChange } from '../domain/change.ts';
import { LIMITS } from '../domain/limits.ts';
import { UnrecordableValue } from './run-errors.ts';

/** What a run may have of things that do not count as progress, with what it has already. */
export class Quotas {
  private logs = 0;
  private readonly recordSets = new Set<string>();

  /** Counts what the journal holds. */
  count(change: RunChange): void {
    if (change.type === 'log.written') this.logs += 1;
    if (change.type === 'records.appended') this.recordSets.add(change.name);
  }

  /** How a log line is treated: too many of them must not make a run fail, so the last one says that more are left out. */
  takeLog(): 'write' | 'write_last' | 'leave_out' {
    this.logs += 1;
    if (this.logs < LIMITS.logsPerRun) return 'write';
    return this.logs === LIMITS.logsPerRun ? 'write_last' : 'leave_out';
  }

  /** Throws when there would be one record set too many, or too many rows at once. */
  takeRecords(name: string, rows: number): void {
    if (rows > LIMITS.recordsPerCall) {
      throw new UnrecordableValue(
        `${rows} rows were appended to ${name} at once; at most ${LIMITS.recordsPerCall} are possible. Append them in parts.`,
      );
    }
    this.recordSets.add(name);
    if (this.recordSets.size > LIMITS.recordSetsPerRun) {
      throw new UnrecordableValue(`The record set ${name} would be one more than the ${LIMITS.recordSetsPerRun} that a run may have.`);
    }
  }
}

import type { RunChange } from '../domain/change.ts';
import { LIMITS } from '../domain/limits.ts';
import { LateMap } from './late-map.ts';
import { UnrecordableValue } from './run-errors.ts';

/** What a run may have of things that do not count as progress, with what it has already. */
export class Quotas {
  private logs = 0;
  /** By name: whether the rows have outcomes; null while there are none. */
  private readonly recordSets = new LateMap<string, boolean | null>();

  /** Counts what the journal holds. */
  count(change: RunChange): void {
    if (change.type === 'log.written') this.logs += 1;
    if (change.type === 'records.appended') this.recordSets.set(change.name, (change.outcomes ?? null) !== null);
  }

  /** How a log line is treated: too many of them must not make a run fail, so the last one says that more are left out. */
  takeLog(): 'write' | 'write_last' | 'leave_out' {
    this.logs += 1;
    if (this.logs < LIMITS.logsPerRun) return 'write';
    return this.logs === LIMITS.logsPerRun ? 'write_last' : 'leave_out';
  }

  /** Throws when there would be one record set too many, too many rows at once, or outcomes for some rows of a set only. */
  takeRecords(name: string, rows: number, haveOutcomes: boolean): void {
    if (rows > LIMITS.recordsPerCall) {
      throw new UnrecordableValue(
        `${rows} rows were appended to ${name} at once; at most ${LIMITS.recordsPerCall} are possible. Append them in parts.`,
      );
    }
    if (rows > 0 && (this.recordSets.get(name) ?? haveOutcomes) !== haveOutcomes) {
      throw new UnrecordableValue(
        `The rows of ${name} have outcomes in one call and none in another; say one for all of them, or for none.`,
      );
    }
    this.recordSets.set(name, rows > 0 ? haveOutcomes : (this.recordSets.get(name) ?? null));
    if (this.recordSets.size > LIMITS.recordSetsPerRun) {
      throw new UnrecordableValue(`The record set ${name} would be one more than the ${LIMITS.recordSetsPerRun} that a run may have.`);
    }
  }
}

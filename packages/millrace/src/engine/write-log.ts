import type { LogLevel } from '../domain/change.ts';
import type { Execution } from './execution.ts';
import { logFields } from './log-fields.ts';

interface Line {
  readonly op: string | null;
  readonly step: string | null;
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: { readonly [key: string]: unknown } | undefined;
}

/** Records a log line, within what the run may have of them. */
export function writeLog(execution: Execution, { op, step, level, message, fields }: Line): void {
  const treatment = execution.quotas.takeLog();
  if (treatment === 'leave_out') return;
  const text = treatment === 'write' ? message : `${message} (further log lines of this run are left out)`;
  void execution.commit({ type: 'log.written', op, level, step, ...logFields(text, fields) });
}

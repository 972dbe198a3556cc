import type { LogLevel } from '../../domain/change.ts';
import type { Execution } from '../execution.ts';
import type { UsageInput } from '../run-context.ts';
import { usageEntry } from '../usage-entry.ts';
import { writeLog } from '../write-log.ts';

/** Notes that a function makes outside of steps. Each is recorded under its number, so that a later call does not repeat it. */

export function log(execution: Execution, level: LogLevel, message: string, fields?: { readonly [key: string]: unknown }): void {
  const op = execution.nextOp('log', '');
  if (execution.history.note(op) === null) writeLog(execution, { op, step: null, level, message, fields });
}

export function usage(execution: Execution, input: UsageInput): void {
  const op = execution.nextOp('usage', input.provider);
  const entry = usageEntry(input, { step: null, attempt: null });
  if (execution.history.note(op) === null) void execution.commit({ type: 'usage.recorded', op, entry });
}

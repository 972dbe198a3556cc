import type { LogLevel } from '../../domain/change.ts';
import type { Execution } from '../execution.ts';
import type { UsageInput } from '../run-context.ts';
import { currentWork } from '../run-scope.ts';
import { usageEntry } from '../usage-entry.ts';
import { writeLog } from '../write-log.ts';

/**
 * Notes that a function makes. Outside of steps each is recorded under its number, so that a later call does not repeat it;
 * inside of a step, or of an item, it belongs to the attempt, as if it had been made through the context of that.
 */

export function log(execution: Execution, level: LogLevel, message: string, fields?: { readonly [key: string]: unknown }): void {
  const work = currentWork(execution.run);
  if (work !== null) return writeLog(execution, { op: null, step: work.name, level, message, fields });
  const op = execution.nextOp('log', '');
  if (execution.history.note(op) === null) writeLog(execution, { op, step: null, level, message, fields });
}

export function usage(execution: Execution, input: UsageInput): void {
  const work = currentWork(execution.run);
  const op = work === null ? execution.nextOp('usage', input.provider) : null;
  const entry = usageEntry(input, { step: work?.name ?? null, attempt: work?.attempt ?? null });
  if (op === null || execution.history.note(op) === null) void execution.commit({ type: 'usage.recorded', op, entry });
}

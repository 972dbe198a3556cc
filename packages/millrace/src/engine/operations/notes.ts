import type { LogLevel } from '../../domain/change.ts';
import type { Execution } from '../execution.ts';
import { logFields } from '../log-fields.ts';
import type { UsageInput } from '../run-context.ts';
import { costed } from '../usage-entry.ts';

/** Notes that a function makes outside of steps. Each is recorded under its number, so that a later call does not repeat it. */

export function log(execution: Execution, level: LogLevel, message: string, fields?: { readonly [key: string]: unknown }): void {
  const op = execution.nextOp('log', '');
  if (execution.history.note(op) === null) void execution.commit({ type: 'log.written', op, level, step: null, ...logFields(message, fields) });
}

export function usage(execution: Execution, input: UsageInput): void {
  const op = execution.nextOp('usage', input.provider);
  const entry = { ...costed(input), step: null, attempt: null };
  if (execution.history.note(op) === null) void execution.commit({ type: 'usage.recorded', op, entry });
}

import { MillraceError } from '../domain/errors.ts';
import type { Json } from '../domain/json.ts';
import { encodeJson } from '../domain/json-text.ts';
import { LIMITS } from '../domain/limits.ts';
import type { Run } from '../domain/run.ts';
import { utf8Length } from '../domain/utf8-length.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { commitRunChange } from './commit-run-change.ts';
import { refusalToError } from './refusal-to-error.ts';
import { requireRun } from './require-run.ts';

export interface SignalToSend {
  readonly runId: string;
  readonly name: string;
  readonly payload: Json;
}

/** Hands a signal to a run. It is kept until the run asks for it, however much later that is. */
export async function sendSignal(context: CommandContext, caller: Caller, { runId, name, payload }: SignalToSend): Promise<Run> {
  if (name.length === 0 || name.length > LIMITS.nameLength) {
    throw new MillraceError('invalid_parameter', `The name of a signal has 1 to ${LIMITS.nameLength} characters.`, {
      faults: [{ pointer: 'path:name', message: `must have 1 to ${LIMITS.nameLength} characters` }],
    });
  }
  const run = requireRun(context, caller, runId);
  const text = encodeJson(payload);
  const bytes = utf8Length(text);
  if (bytes > LIMITS.resultBytes) {
    const message = `The payload has ${bytes} bytes; at most ${LIMITS.resultBytes} are allowed.`;
    throw new MillraceError('limit_exceeded', message, { faults: [{ pointer: '/payload', message }] });
  }
  const refusal = await commitRunChange(context, run, { type: 'signal.received', name, actor: caller.actor, payload: text });
  if (refusal !== null) throw refusalToError(refusal);
  return requireRun(context, caller, runId);
}

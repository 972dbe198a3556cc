import type { RunChange } from './change.ts';
import { bad, good } from './result.ts';
import type { Result } from './result.ts';
import type { Json } from './json.ts';
import { encodeJson } from './json-text.ts';
import { LIMITS } from './limits.ts';
import { formatOp, parseOp } from './op.ts';
import { findPastOp } from './past-ops.ts';
import type { PastOp } from './past-ops.ts';
import { quoted } from './quoted.ts';
import { utf8Length } from './utf8-length.ts';

/**
 * A result that a person gives for a step, as the change that makes a run take it instead of doing the step.
 * A step that the old run never came to is named by its name alone.
 */
export function overrideSeed(
  ops: ReadonlyMap<string, PastOp>,
  nameOrOp: string,
  output: Json,
  at: number,
): Result<RunChange & { readonly op: string }> {
  const past = findPastOp(ops, nameOrOp);
  const op = past?.op ?? parseNamed(nameOrOp);
  const parsed = parseOp(op);
  if (parsed === null || parsed.kind !== 'step') return bad(`${quoted(nameOrOp)} is not a step; only the result of a step can be given.`);
  const payload = encodeJson(output);
  if (utf8Length(payload) > LIMITS.resultBytes) return bad(`has more than ${LIMITS.resultBytes} bytes`);
  const { name } = parsed;
  return good({ type: 'step.completed', op, name, attempt: 1, stage: past?.stage ?? null, startedAt: at, copiedFrom: null, payload });
}

function parseNamed(nameOrOp: string): string {
  return parseOp(nameOrOp) === null ? formatOp('step', nameOrOp, 1) : nameOrOp;
}

import { MillraceError } from '../domain/errors.ts';
import { LIMITS } from '../domain/limits.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';

/** Does work under an idempotency key, one request at a time; without a key it simply does it. */
export async function withKey<T>(
  context: CommandContext,
  caller: Caller,
  key: string | null | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (key === undefined || key === null) return work();
  if (key.length === 0 || key.length > LIMITS.idempotencyKeyLength) {
    const message = `must have 1 to ${LIMITS.idempotencyKeyLength} characters`;
    throw new MillraceError('invalid_parameter', `The idempotency key ${message}.`, {
      faults: [{ pointer: 'header:Idempotency-Key', message }],
    });
  }
  return context.keyGate.hold(caller.workspaceId, key, work);
}

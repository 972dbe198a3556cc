import type { RunError } from '@millrace/protocol';
import type { StoredError } from '../../../domain/run.ts';

export function presentError(error: StoredError | null): RunError | null {
  if (error === null) return null;
  const { code, message, step, attempt, stack } = error;
  return { code, message, step, attempt, stack };
}

import type { RunChangeOf } from '../domain/change.ts';
import { storeError } from '../domain/error-record.ts';

/** The end of a run that wants more than there may be of something. */
export function overLimit(limit: string, max: number): RunChangeOf<'run.finished'> {
  const thrown = new Error(`The limit ${limit} is ${max}; the run went over it.`);
  const error = storeError(thrown, { code: 'limit_exceeded', step: null, attempt: null });
  return { type: 'run.finished', status: 'failed', reason: 'limit_exceeded', error, payload: null };
}

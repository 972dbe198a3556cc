import { MillraceApiError, MillraceConnectionError } from '@millrace/client';
import { MillraceError } from '../domain/errors.ts';

/** What went wrong, for a person. Only what nobody expected shows where in the code it happened. */
export function failureWords(error: unknown): string {
  if (MillraceApiError.is(error)) return apiWords(error);
  if (MillraceConnectionError.is(error)) {
    return `${error.message} Is the server running? Start it with "millrace serve", or name another one with --url.`;
  }
  if (MillraceError.is(error)) return error.message;
  if (error instanceof Error) return isForeseen(error) || error.stack === undefined ? error.message : error.stack;
  return String(error);
}

function apiWords({ code, message, faults, requestId }: MillraceApiError): string {
  const lines = [`${message} (${code})`, ...faults.map((fault) => `  ${fault.pointer}: ${fault.message}`)];
  if (requestId !== null) lines.push(`  request ${requestId}`);
  return lines.join('\n');
}

/** Errors of the operating system, and ours, carry a code and say all there is to say in their message. */
function isForeseen(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && !error.code.startsWith('ERR_');
}

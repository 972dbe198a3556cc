import type { z } from 'zod';
import { MillraceError, type ErrorCode, type Fault } from '../domain/errors.ts';
import { pointerToken } from '../domain/json-pointer.ts';

type Place = 'path' | 'query' | 'header';

const MAX_FAULTS = 20;

/** Checks path, query or header values. What does not fit is `invalid_parameter`, with the place in the pointer. */
export function parseParameters<S extends z.ZodType>(schema: S, values: unknown, place: Place): z.output<S> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw invalid('invalid_parameter', parsed.error, (path) => parameterPointer(place, path));
}

/** Checks a JSON body. What does not fit is `invalid_request`, with RFC 6901 pointers. */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalid('invalid_request', parsed.error, jsonPointer);
}

function invalid(code: ErrorCode, error: z.ZodError, pointerTo: (path: readonly PropertyKey[]) => string): MillraceError {
  const faults = error.issues.flatMap((issue) => faultsOf(issue, pointerTo)).slice(0, MAX_FAULTS);
  const where = faults.map((fault) => fault.pointer || 'the body').join(', ');
  return new MillraceError(
    code,
    `The request is not valid at ${where}. See errors for what is wrong, and /openapi.json for what is allowed.`,
    { faults },
  );
}

function faultsOf(issue: z.core.$ZodIssue, pointerTo: (path: readonly PropertyKey[]) => string): readonly Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), message: 'is not known here' }));
  }
  return [{ pointer: pointerTo(issue.path), message: issue.message }];
}

function parameterPointer(place: Place, path: readonly PropertyKey[]): string {
  const name = String(path[0] ?? '');
  return place === 'query' ? `?${name}` : `${place}:${name}`;
}

/** The RFC 6901 pointer to a place in a document; empty for the whole of it. */
function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${pointerToken(part)}`).join('');
}

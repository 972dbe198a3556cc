import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Fault } from '../domain/errors.ts';
import { pointerToken } from '../domain/json-pointer.ts';
import type { Checked } from '../engine/runnable-workflow.ts';

/** Checks a value against a schema, if there is one; faults point into the value (RFC 6901). */
export async function checkValue(schema: StandardSchemaV1 | undefined, value: unknown): Promise<Checked> {
  if (schema === undefined) return { ok: true, value };
  const result = await schema['~standard'].validate(value);
  return result.issues === undefined ? { ok: true, value: result.value } : { ok: false, faults: result.issues.map(faultOf) };
}

function faultOf(issue: StandardSchemaV1.Issue): Fault {
  const pointer = (issue.path ?? []).map((part) => `/${pointerToken(typeof part === 'object' ? part.key : part)}`).join('');
  return { pointer, message: issue.message };
}

import { z } from 'zod';
import { parseBody } from '../../api/parse-request.ts';
import type { VerdictRequest } from '../../commands/give-verdict.ts';
import { MillraceError, type Fault } from '../../domain/errors.ts';
import type { Json } from '../../domain/json.ts';
import { VERDICT_STATUSES, VERDICT_VALUES } from '../../domain/verdict.ts';
import { expectedPath } from './present-file.ts';

const Anything: z.ZodType<Json> = z.json();

const CorrectionBody = z.object({
  id: z.string().min(1).optional(),
  kind: z.enum(['field', 'file']),
  path: z.string().min(1),
  label: z.string().nullish(),
  originalValue: Anything.optional(),
  correctedValue: Anything.optional(),
  note: z.string().nullish(),
  correctedArtifactPath: z.string().nullish(),
});

const ReviewBody = z.object({
  verdict: z.enum(VERDICT_VALUES).nullish(),
  status: z.enum(VERDICT_STATUSES).optional(),
  note: z.string().nullish(),
  correctedOutput: Anything.optional(),
  corrections: z.array(CorrectionBody).optional(),
});

/** A review in the words of the core. A verdict that is left out stays as it was, if there is one, and else judges nothing. */
export function translateReview(runId: string, body: Json): VerdictRequest {
  const { verdict, status, note, correctedOutput, corrections } = parseBody(ReviewBody, body);
  return {
    runId,
    verdict,
    status,
    note,
    correctedOutput,
    corrections: corrections?.map((correction) => {
      const path = correction.correctedArtifactPath;
      return {
        ...correction,
        correctedArtifactPath: path === undefined || path === null || path.startsWith(EXPECTED) ? path : expectedPath(path),
      };
    }),
  };
}

const EXPECTED = expectedPath('');

const CopyBody = z.object({ outputFileName: z.string().min(1), expectedName: z.string().min(1).optional() });
export type CopyRequest = z.output<typeof CopyBody>;

export function translateCopy(body: Json): CopyRequest {
  return parseBody(CopyBody, body);
}

export function translateRename(body: Json): string {
  return parseBody(z.object({ name: z.string().min(1) }), body).name;
}

/** Faults of commands, at the places where the client named things. */
export function inTermsOfClient(error: unknown, places: { readonly [pointer: string]: string }): unknown {
  if (!MillraceError.is(error) || error.faults.length === 0) return error;
  const faults = error.faults.map(({ pointer, message }): Fault => ({ pointer: places[pointer] ?? pointer, message }));
  return new MillraceError(error.code, error.message, { faults });
}

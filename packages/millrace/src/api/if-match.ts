import { z } from 'zod';
import { MillraceError } from '../domain/errors.ts';

export const IfMatchHeaders = z.object({
  'if-match': z.string().optional().meta({ description: 'The ETag of the run: nothing is changed when the run has another one by now.' }),
});

/** The seq that `If-Match` asks for; undefined when any will do. */
export function seqToMatch(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined;
  const [, seq] = /^"(\d{1,15})"$/.exec(header) ?? [];
  if (seq !== undefined) return Number(seq);
  throw new MillraceError('invalid_parameter', 'If-Match must be the ETag of a run as it was given, for example "12".', {
    faults: [{ pointer: 'header:if-match', message: 'must be one entity tag of a run' }],
  });
}

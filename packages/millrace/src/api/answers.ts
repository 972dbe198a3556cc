import { Run } from '@millrace/protocol';
import type { z } from 'zod';
import type { ResponseShape } from './route.ts';

/** The description of an answer with a JSON body. */
export function jsonAnswer(description: string, schema: z.ZodType, headers: readonly string[] = []): ResponseShape {
  return { description, content: { 'application/json': schema }, headers };
}

export const NOT_MODIFIED: ResponseShape = { description: 'Nothing changed since the entity tag.', headers: ['ETag'] };

const START_ANSWER_HEADERS = ['Location', 'ETag', 'Retry-After', 'Idempotent-Replayed', 'Preference-Applied'];

/** What every request that starts a run may answer. */
export const START_ANSWERS = {
  200: jsonAnswer('With `Prefer: wait`: the run, which has ended.', Run, START_ANSWER_HEADERS),
  202: jsonAnswer('The run was accepted and is durable.', Run, START_ANSWER_HEADERS),
};

import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';

/** What a start through this dialect said and no other place of a run has: kept in its metadata, under the dialect's name. */
const Facts = z.object({
  preset: z.string().nullable().default(null),
  requested_capabilities: z.array(z.string()).default([]),
  chat_id: z.string().nullable().default(null),
});

export type JobFacts = z.output<typeof Facts>;

export function factsAsMetadata(facts: JobFacts): JsonObject {
  return { deepcurrent: { ...facts } };
}

/** The same for every run that was started in another way: nothing. */
export function factsOf({ metadata }: Pick<Run, 'metadata'>): JobFacts {
  const parsed = Facts.safeParse(metadata['deepcurrent']);
  return parsed.success ? parsed.data : { preset: null, requested_capabilities: [], chat_id: null };
}

import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';

const text = z.string().nullable().default(null);

/** What a start through this dialect said and no other place of a run has: kept in its metadata, under the dialect's name. */
const Origin = z.object({ deployment_id: text, input_dir: text, output_workspace: text, output_dir: text });

export type RunOrigin = z.output<typeof Origin>;

const NONE: RunOrigin = { deployment_id: null, input_dir: null, output_workspace: null, output_dir: null };

export function originAsMetadata(origin: RunOrigin): JsonObject {
  return { instabase: { ...origin } };
}

/** The same for every run that was started in another way: nothing. */
export function originOf({ metadata }: Pick<Run, 'metadata'>): RunOrigin {
  const parsed = Origin.safeParse(metadata['instabase']);
  return parsed.success ? parsed.data : NONE;
}

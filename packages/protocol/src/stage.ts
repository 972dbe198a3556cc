import { z } from 'zod';
import { Timestamp } from './scalar.ts';

export const StageDeclaration = z.object({ name: z.string(), title: z.string(), weight: z.number() }).meta({ id: 'StageDeclaration' });
export type StageDeclaration = z.infer<typeof StageDeclaration>;

export const Stage = z
  .object({
    name: z.string(),
    title: z.string(),
    weight: z.number().meta({ description: 'Its share of the progress of the run.' }),
    status: z.enum(['pending', 'running', 'completed', 'failed', 'skipped', 'cancelled']),
    started_at: Timestamp.nullable(),
    finished_at: Timestamp.nullable(),
  })
  .meta({ id: 'Stage' });
export type Stage = z.infer<typeof Stage>;

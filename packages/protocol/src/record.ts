import { z } from 'zod';
import { pageOf } from './page.ts';

/** A named set of rows that a run delivers. */
export const RecordSet = z.object({ name: z.string(), count: z.int().min(0), url: z.string() }).meta({ id: 'RecordSet' });
export type RecordSet = z.infer<typeof RecordSet>;

export const RecordSetList = pageOf(RecordSet).meta({ id: 'RecordSetList' });
export const RecordPage = pageOf(z.unknown().meta({ description: 'A row.' })).meta({ id: 'RecordPage' });

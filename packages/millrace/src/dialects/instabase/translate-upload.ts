import { z } from 'zod';
import { badBody, WholeNumber } from './body-parts.ts';

const NAME_LENGTH = 255;

export const CreateBatch = z.object({ name: z.string(), workspace: z.string().nullish() });

export const OpenSession = z.object({
  batch_id: WholeNumber,
  filename: z.string().min(1).max(NAME_LENGTH),
  file_size: WholeNumber,
});

export const CloseSession = z
  .object({
    action: z.enum(['commit', 'abort']),
    parts: z.array(z.object({ part_num: WholeNumber, part_id: z.string() })).nullish(),
  })
  .refine(({ action, parts }) => action === 'abort' || (parts ?? null) !== null, {
    error: 'is needed to commit',
    path: ['parts'],
  });

/** The ids of all parts, in their order. */
export function partIdsOf(parts: readonly { readonly part_num: number; readonly part_id: string }[]): readonly string[] {
  const gap = parts.findIndex(({ part_num: number }, index) => number !== index + 1);
  if (gap !== -1) throw badBody(`/parts/${gap}/part_num`, `must be ${gap + 1}: the parts are listed in their order, beginning with 1`);
  return parts.map(({ part_id: id }) => id);
}

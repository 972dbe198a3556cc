import { z } from 'zod';
import type { Json } from '../domain/json.ts';

/** A template in a declaration: any JSON; see template.ts for its forms. */
export const Template: z.ZodType<Json> = z.json();

import { z } from 'zod';

/** A route without parameters of that kind. Unknown query parameters are refused, unknown headers are let through. */
export const NO_PARAMS = z.strictObject({});
export const NO_QUERY = z.strictObject({});
export const NO_HEADERS = z.object({});

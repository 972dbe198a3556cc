import { z } from 'zod';
import { pageOf } from './page.ts';
import { REQUEST_LIMITS } from './request-limits.ts';
import { Timestamp, TimestampInput } from './scalar.ts';
import { Scope } from './scope.ts';

const shape = {
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  created_at: Timestamp,
  expires_at: Timestamp.nullable(),
  revoked_at: Timestamp.nullable(),
};

export const ApiKey = z.object(shape).meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;

/** The only answer that holds the key itself. */
export const CreatedApiKey = z
  .object({ ...shape, key: z.string().meta({ description: 'Shown once; Millrace keeps only a keyed hash.' }) })
  .meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

export const ApiKeyList = pageOf(ApiKey).meta({ id: 'ApiKeyList' });

export const CreateApiKey = z
  .strictObject({
    name: z.string().min(1).max(REQUEST_LIMITS.apiKeyNameLength),
    scopes: z.array(Scope).min(1).meta({ description: 'No more than the key that asks has itself.' }),
    expires_at: TimestampInput.nullable()
      .optional()
      .meta({ description: 'Null for a key that does not expire. 90 days from now when left out.' }),
  })
  .meta({ id: 'CreateApiKey' });
export type CreateApiKey = z.infer<typeof CreateApiKey>;

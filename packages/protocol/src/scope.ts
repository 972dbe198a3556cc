import { z } from 'zod';

export const Scope = z
  .enum([
    'workflows:read',
    'runs:start',
    'runs:read',
    'runs:control',
    'runs:delete',
    'artifacts:read',
    'uploads:write',
    'reviews:read',
    'reviews:decide',
    'keys:admin',
    'credits:read',
    'credits:admin',
  ])
  .meta({ id: 'Scope' });
export type Scope = z.infer<typeof Scope>;

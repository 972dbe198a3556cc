import { z } from 'zod';

export const Whoami = z
  .object({
    workspace: z.object({ id: z.string(), name: z.string() }),
    api_key: z.object({ id: z.string(), name: z.string() }).nullable(),
    scopes: z.array(z.string()),
  })
  .meta({ id: 'Whoami' });
export type Whoami = z.infer<typeof Whoami>;

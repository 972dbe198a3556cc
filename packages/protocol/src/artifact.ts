import { z } from 'zod';
import { pageOf } from './page.ts';
import { Id, Timestamp } from './scalar.ts';

export const Artifact = z
  .object({
    id: Id,
    run_id: Id,
    path: z.string(),
    role: z.enum(['input', 'output', 'intermediate', 'expected']),
    step: z.string().nullable(),
    media_type: z.string(),
    size_bytes: z.int().min(0),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    created_at: Timestamp,
    url: z.string().meta({ description: 'Needs an API key; stays the same.' }),
    signed_url: z.string().meta({ description: 'Needs no key until `signed_url_expires_at`.' }),
    signed_url_expires_at: Timestamp,
  })
  .meta({ id: 'Artifact' });
export type Artifact = z.infer<typeof Artifact>;

export const ArtifactList = pageOf(Artifact).meta({ id: 'ArtifactList' });

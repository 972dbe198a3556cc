import type { Artifact } from '@millrace/protocol';
import { signLink } from '../../../artifacts/signed-link.ts';
import type { Run } from '../../../domain/run.ts';
import type { StoredArtifact } from '../../../store/store.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { timestamp } from '../../timestamp.ts';

/** How long a signed link works at least, and how often its expiry moves on: answers within a spell give the same link. */
const LINK_SPELL_MS = 7.5 * 60_000;

export function presentArtifact(
  deps: Pick<ApiDeps, 'linkSecret' | 'context'>,
  run: Pick<Run, 'workspaceId' | 'id'>,
  artifact: StoredArtifact,
): Artifact {
  const expiresAt = (Math.floor(deps.context.now() / LINK_SPELL_MS) + 2) * LINK_SPELL_MS;
  const claims = { workspaceId: run.workspaceId, runId: run.id, path: artifact.path, expiresAt, disposition: 'attachment' } as const;
  return {
    id: artifact.id,
    run_id: run.id,
    path: artifact.path,
    role: artifact.role,
    step: artifact.step,
    media_type: artifact.mediaType,
    size_bytes: artifact.sizeBytes,
    sha256: artifact.sha256,
    created_at: timestamp(artifact.createdAt),
    url: `/v1/runs/${run.id}/artifacts/${encodePath(artifact.path)}`,
    signed_url: `/v1/files/${signLink(deps.linkSecret, claims)}`,
    signed_url_expires_at: timestamp(expiresAt),
  };
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

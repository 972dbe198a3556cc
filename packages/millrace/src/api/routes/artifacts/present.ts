import type { Artifact } from '@millrace/protocol';
import { signLink } from '../../../artifacts/signed-link.ts';
import type { Run } from '../../../domain/run.ts';
import type { StoredArtifact } from '../../../store/store.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { timestamp } from '../../timestamp.ts';

/** A file with its links. The signed one stays the same for half of its life, so that answers can be compared. */
export function presentArtifact(
  deps: Pick<ApiDeps, 'linkSecret' | 'signedLinkTtlMs' | 'context'>,
  run: Pick<Run, 'workspaceId' | 'id'>,
  artifact: StoredArtifact,
): Artifact {
  const spellMs = Math.max(1, Math.floor(deps.signedLinkTtlMs / 2));
  const expiresAt = (Math.floor(deps.context.now() / spellMs) + 2) * spellMs;
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

import type { Artifact } from '@millrace/protocol';
import type { Run } from '../../../domain/run.ts';
import type { StoredArtifact } from '../../../store/store.ts';
import type { ApiDeps } from '../../api-deps.ts';
import { encodePath } from '../../encode-path.ts';
import { fileLink } from '../../file-link.ts';
import { timestamp } from '../../timestamp.ts';

/** A file with its links. The signed one stays the same for half of its life, so that answers can be compared. */
export function presentArtifact(
  deps: Pick<ApiDeps, 'linkSecret' | 'signedLinkTtlMs' | 'context'>,
  run: Pick<Run, 'workspaceId' | 'id'>,
  artifact: StoredArtifact,
): Artifact {
  const { url, expiresAt } = fileLink(deps, run, { path: artifact.path }, deps.context.now());
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
    signed_url: url,
    signed_url_expires_at: timestamp(expiresAt),
  };
}

import { signLink, type FileSelection } from '../artifacts/signed-link.ts';
import type { ApiDeps } from './api-deps.ts';

export interface FileLink {
  /** Without the host. */
  readonly url: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/**
 * A link that needs no key: to one file of a run, or to some of its files as a ZIP. At least half of its life is left, and
 * it stays the same for half of it, so that answers can be compared and kept.
 */
export function fileLink(
  deps: Pick<ApiDeps, 'linkSecret' | 'signedLinkTtlMs'>,
  run: { readonly workspaceId: string; readonly id: string },
  target: ({ readonly path: string } | { readonly zip: FileSelection }) & { readonly filename?: string },
  now: number,
): FileLink {
  const spellMs = Math.max(1, Math.floor(deps.signedLinkTtlMs / 2));
  const expiresAt = (Math.floor(now / spellMs) + 2) * spellMs;
  const { filename = null, ...what } = target;
  const claims = { workspaceId: run.workspaceId, runId: run.id, expiresAt, disposition: 'attachment', filename, ...what } as const;
  return { url: `/v1/files/${signLink(deps.linkSecret, claims)}`, expiresAt };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { FileSelection } from '../artifacts/signed-link.ts';
import { writeZip, type ZipEntry } from '../artifacts/write-zip.ts';
import { MillraceError } from '../domain/errors.ts';
import { LIMITS } from '../domain/limits.ts';
import type { StoredArtifact } from '../store/store.ts';
import type { ApiDeps } from './api-deps.ts';
import { attachment } from './disposition.ts';
import { SENT, type Reply } from './reply.ts';
import { startingWith } from './starting-with.ts';

interface ZipRequest {
  readonly deps: Pick<ApiDeps, 'artifacts' | 'report'>;
  readonly files: readonly StoredArtifact[];
  /** What the browser saves it as. */
  readonly filename: string;
  readonly requestId: string;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** The files that a selection means. */
export function selectFiles(files: readonly StoredArtifact[], { roles, prefix }: FileSelection): readonly StoredArtifact[] {
  return files.filter(({ role, path }) => (roles.length === 0 || roles.includes(role)) && path.startsWith(prefix));
}

/** Throws `not_found` when there is nothing to pack, and `zip_too_large` when it is too much. */
export function checkZip(files: readonly Pick<StoredArtifact, 'sizeBytes'>[], maxBytes: number = LIMITS.zipBytes): void {
  if (files.length === 0) throw new MillraceError('not_found', 'The run has no such files.');
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (bytes <= maxBytes) return;
  throw new MillraceError('zip_too_large', `The files have ${bytes} bytes; a ZIP may hold ${maxBytes}. Download them one by one.`);
}

/** Streams files as one ZIP, no faster than it is taken. What goes wrong after its first bytes ends the connection. */
export async function sendZip({ deps, files, filename, requestId, incoming, outgoing }: ZipRequest): Promise<Reply> {
  const headers = {
    'Content-Type': 'application/zip',
    'Content-Disposition': attachment(filename),
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
  if (incoming.method === 'HEAD') return { kind: 'text', status: 200, text: null, headers };
  const chunks = writeZip(files.map((file) => zipEntry(deps, file)));
  // A first file that is missing is still an error of its own.
  const first = await chunks.next();
  outgoing.writeHead(200, { ...headers, 'X-Request-Id': requestId });
  if (first.done === true) outgoing.end();
  else {
    await pipeline(startingWith(first.value, chunks), outgoing).catch((error: unknown) => {
      if (MillraceError.is(error)) deps.report(error, requestId);
      outgoing.destroy();
    });
  }
  return SENT;
}

function zipEntry({ artifacts }: Pick<ApiDeps, 'artifacts'>, file: StoredArtifact): ZipEntry {
  const { path, mediaType, createdAt, storageKey } = file;
  return { path, mediaType, modifiedAt: createdAt, content: () => artifacts.read(storageKey) };
}

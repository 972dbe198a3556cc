import type { RecordedUpload } from '../../commands/record-upload.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { StoredArtifact } from '../../store/store.ts';
import { showId } from './ids.ts';
import { iso } from './times.ts';

const EXPECTED = 'expected/';
const ROLES: { readonly [R in StoredArtifact['role']]: string } = {
  input: 'input',
  output: 'output',
  intermediate: 'debug',
  expected: 'expected',
};

/** A file of a run. `roles` are the declared ones, by the beginning of a path. */
export function presentArtifact(artifact: StoredArtifact, roles: { readonly [prefix: string]: string }): JsonObject {
  return {
    name: artifact.path.slice(artifact.path.lastIndexOf('/') + 1),
    role: declaredRole(artifact.path, roles) ?? ROLES[artifact.role],
    path: artifact.path,
    ...(artifact.step === null ? {} : { stepName: artifact.step }),
    contentType: artifact.mediaType,
    size: artifact.sizeBytes,
  };
}

function declaredRole(path: string, roles: { readonly [prefix: string]: string }): string | undefined {
  const fitting = Object.keys(roles).filter((prefix) => path.startsWith(prefix));
  const longest = fitting.toSorted((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : roles[longest];
}

/** A file that corrects one of a run goes by its path without the folder that they all are in. */
export function expectedName({ path }: Pick<StoredArtifact, 'path'>): string {
  return path.startsWith(EXPECTED) ? path.slice(EXPECTED.length) : path;
}

export function expectedPath(name: string): string {
  return EXPECTED + name;
}

/** A file that was handed in. What it is for is not kept. */
export function presentUpload(upload: Pick<RecordedUpload, 'id' | 'path' | 'mediaType' | 'sizeBytes' | 'createdAt'>): JsonObject {
  return {
    id: showId('file', upload.id),
    filename: upload.path,
    contentType: upload.mediaType,
    size: upload.sizeBytes,
    purpose: null,
    createdAt: iso(upload.createdAt),
  };
}

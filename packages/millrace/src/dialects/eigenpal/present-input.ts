import { findFileRefs } from '../../domain/file-refs.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { Run } from '../../domain/run.ts';
import type { StoredArtifact } from '../../store/store.ts';
import { showId } from './ids.ts';

/** `expand=input`: what the run was started with, and the names of the files in it. */
export function presentInput(run: Pick<Run, 'metadata'>, input: Json, artifacts: readonly StoredArtifact[]): JsonObject {
  const named = new Set(findFileRefs(input, '').map(({ uploadId }) => uploadId));
  const files = artifacts.filter(({ role, id }) => role === 'input' && named.has(id));
  return {
    args: withVendorRefs(input),
    files: files.map(({ path }) => ({ name: path.slice(path.lastIndexOf('/') + 1) })),
    metadata: run.metadata,
  };
}

/** Files are named in the vendor's way, as they can be sent again. */
function withVendorRefs(value: Json): Json {
  if (Array.isArray(value)) return value.map(withVendorRefs);
  if (value === null || typeof value !== 'object') return value;
  const entries: [string, Json][] = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === '$file' && typeof only[1] === 'string') return { $fileId: showId('file', only[1]) };
  return Object.fromEntries(entries.map(([name, member]) => [name, withVendorRefs(member)]));
}

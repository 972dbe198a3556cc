import type { RunChange } from '../domain/change.ts';
import { MillraceError } from '../domain/errors.ts';
import type { Fault } from '../domain/errors.ts';
import { findFileRefs } from '../domain/file-refs.ts';
import type { Json } from '../domain/json.ts';
import { quoted } from '../domain/quoted.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';

/**
 * The input files of a run: one `artifact.recorded` for each upload that the input names. The artifact keeps the id of
 * the upload, which is how the run finds the file. An unknown or expired upload is a fault at its place in the input.
 */
export function linkUploads(context: CommandContext, caller: Caller, input: Json): readonly RunChange[] {
  const linked = new Map<string, RunChange>();
  const paths = new Set<string>();
  const faults: Fault[] = [];
  for (const ref of findFileRefs(input, '/input')) {
    const upload = ref.uploadId === null ? null : context.store.artifacts.upload(caller.workspaceId, ref.uploadId);
    if (upload === null) {
      const message =
        ref.uploadId === null ? 'must be the id of an upload' : `There is no upload ${quoted(ref.uploadId)} in this workspace.`;
      faults.push({ pointer: ref.pointer, message });
    } else if (upload.expiresAt <= context.now()) {
      faults.push({ pointer: ref.pointer, message: `The upload ${quoted(upload.id)} has expired; upload the file again.` });
    } else if (!linked.has(upload.id)) {
      const { expiresAt: _expiresAt, createdAt: _createdAt, ...file } = upload;
      const path = freePath(paths, upload.path, upload.id);
      linked.set(upload.id, { type: 'artifact.recorded', op: null, artifact: { ...file, path, role: 'input', step: null } });
    }
  }
  if (faults.length > 0) throw new MillraceError('invalid_request', 'The input names files that cannot be used.', { faults });
  return [...linked.values()];
}

/** Two uploads may have the same name; a path is unique in its run. */
function freePath(taken: Set<string>, name: string, uploadId: string): string {
  const plain = `input/${name}`;
  const path = taken.has(plain) ? `input/${uploadId}/${name}` : plain;
  taken.add(path);
  return path;
}

import { isMultipart, readMultipart } from '../../api/read-multipart.ts';
import { json, type Reply } from '../../api/reply.ts';
import { sendFile } from '../../api/send-file.ts';
import { checkZip, sendZip } from '../../api/send-zip.ts';
import type { RecordedUpload } from '../../commands/record-upload.ts';
import { removeUpload } from '../../commands/remove-upload.ts';
import { MillraceError } from '../../domain/errors.ts';
import { LIMITS } from '../../domain/limits.ts';
import { quoted } from '../../domain/quoted.ts';
import type { StoredArtifact } from '../../store/store.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { badQuery } from './errors.ts';
import { readId } from './ids.ts';
import { presentArtifact, presentUpload } from './present-file.ts';
import { shownRun } from './shown-run.ts';
import { translateUpload } from './translate-upload.ts';

async function listArtifacts(call: DialectCall): Promise<Reply> {
  const { run, automation } = shownRun(call);
  const [zip, bundle] = [call.query.get('zip'), call.query.get('bundle')];
  if (zip !== null && zip !== '1') throw badQuery('zip', 'must be 1');
  if (bundle !== null && (bundle !== 'review' || zip === null)) throw badQuery('bundle', 'must be review, together with zip=1');
  const files = call.deps.context.store.artifacts.list(run.workspaceId, run.id);
  if (zip === null) {
    const { roles } = automation.workflow.declaration;
    return json(200, { artifacts: files.filter(({ role }) => role !== 'expected').map((file) => presentArtifact(file, roles)) });
  }
  const { deps, requestId, incoming, outgoing } = call;
  const packed = bundle === null ? files.filter(({ role }) => role === 'output') : reviewBundle(files);
  checkZip(packed);
  return sendZip({ deps, files: packed, filename: `${call.params['run_id'] ?? 'run'}.zip`, requestId, incoming, outgoing });
}

/** Two folders, whatever paths the run gave its files. */
function reviewBundle(files: readonly StoredArtifact[]): readonly StoredArtifact[] {
  return files.flatMap((file) => {
    if (file.role === 'expected') return [file];
    if (file.role !== 'output') return [];
    return [file.path.startsWith('output/') ? file : { ...file, path: `output/${file.path}` }];
  });
}

async function getArtifact(call: DialectCall): Promise<Reply> {
  const { run } = shownRun(call);
  const { deps, params, requestId, incoming, outgoing } = call;
  const path = params['path'] ?? '';
  const file = deps.context.store.artifacts.get(run.workspaceId, run.id, path);
  if (file === null) throw new MillraceError('not_found', `The run has no file ${quoted(path)}.`);
  return sendFile({ artifacts: deps.artifacts, file, requestId, incoming, outgoing });
}

async function createFile({ deps, caller, incoming }: DialectCall): Promise<Reply> {
  if (!isMultipart(incoming)) throw new MillraceError('unsupported_media_type', 'Send a form with the file in a part named file.');
  const form = await readMultipart(deps, caller, incoming, { files: 1 });
  const part = form.files.find(({ field }) => field === 'file');
  if (part === undefined) {
    const message = 'The form needs a part "file" with the bytes of the file.';
    throw new MillraceError('invalid_request', message, { faults: [{ pointer: '/file', message }] });
  }
  return json(200, presentUpload(part.upload));
}

/** The vendor lets the server choose how a file is sent; here it is always as a form. */
async function createUpload(call: DialectCall): Promise<Reply> {
  translateUpload(await call.body());
  return json(200, { transport: 'multipart', url: `${call.dialectUrl}/api/v1/files`, maxFileSizeBytes: LIMITS.uploadBytes });
}

function getFile(call: DialectCall): Reply {
  return json(200, presentUpload(requireUpload(call)));
}

async function getContent(call: DialectCall): Promise<Reply> {
  const { deps, requestId, incoming, outgoing } = call;
  const upload = requireUpload(call);
  const file: StoredArtifact = { ...upload, role: 'input', step: null, runId: '' };
  return sendFile({ artifacts: deps.artifacts, file, requestId, incoming, outgoing });
}

async function deleteFile(call: DialectCall): Promise<Reply> {
  await removeUpload(call.deps.context, call.caller, requireUpload(call).id);
  return json(200, { deleted: true });
}

function requireUpload({ deps, caller, params, now }: DialectCall): RecordedUpload {
  const shown = params['file_id'] ?? '';
  const upload = deps.context.store.artifacts.upload(caller.workspaceId, readId('file', shown));
  if (upload !== null && upload.expiresAt > now) return upload;
  throw new MillraceError('not_found', `There is no file ${quoted(shown)} in this workspace.`);
}

export const FILE_ROUTES: readonly DialectRoute[] = [
  { method: 'GET', path: '/runs/{run_id}/artifacts', policy: 'artifacts:read', handle: listArtifacts },
  { method: 'GET', path: '/runs/{run_id}/artifacts/{path}', policy: 'artifacts:read', handle: getArtifact },
  { method: 'POST', path: '/files', policy: 'uploads:write', handle: createFile },
  { method: 'POST', path: '/files/uploads', policy: 'uploads:write', handle: createUpload },
  { method: 'GET', path: '/files/{file_id}', policy: 'artifacts:read', handle: getFile },
  { method: 'DELETE', path: '/files/{file_id}', policy: 'uploads:write', handle: deleteFile },
  { method: 'GET', path: '/files/{file_id}/content', policy: 'artifacts:read', handle: getContent },
];

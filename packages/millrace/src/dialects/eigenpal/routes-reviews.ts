import { isMultipart, readMultipart } from '../../api/read-multipart.ts';
import { empty, json, type Reply } from '../../api/reply.ts';
import { sendFile } from '../../api/send-file.ts';
import { addExpectedFile, copyExpectedFile } from '../../commands/add-expected-file.ts';
import { expectedFiles, requireExpectedFile } from '../../commands/expected-file.ts';
import { giveVerdict } from '../../commands/give-verdict.ts';
import { removeExpectedFile } from '../../commands/remove-expected-file.ts';
import { renameExpectedFile } from '../../commands/rename-expected-file.ts';
import { withdrawVerdict } from '../../commands/withdraw-verdict.ts';
import { MillraceError } from '../../domain/errors.ts';
import { quoted } from '../../domain/quoted.ts';
import type { StoredArtifact } from '../../store/store.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { expectedName, expectedPath } from './present-file.ts';
import { presentReview } from './present-review.ts';
import { shownRun } from './shown-run.ts';
import { inTermsOfClient, translateCopy, translateRename, translateReview } from './translate-review.ts';

function getReview(call: DialectCall): Reply {
  const { run } = shownRun(call);
  const verdict = call.deps.context.store.verdicts.get(run.workspaceId, run.id);
  return json(200, { review: verdict === null ? null : presentReview(run, verdict) });
}

async function putReview(call: DialectCall): Promise<Reply> {
  const { run } = shownRun(call);
  const { verdict } = await giveVerdict(call.deps.context, call.caller, translateReview(run.id, await call.body()));
  return json(200, { review: presentReview(run, verdict) });
}

/** Corrected files go with the review. Without one there is nothing to do. */
async function clearReview(call: DialectCall): Promise<Reply> {
  const { deps, caller } = call;
  const { run } = shownRun(call);
  for (const file of expectedFiles(deps.context, caller, run.id)) {
    await removeExpectedFile(deps.context, caller, { runId: run.id, name: expectedName(file) });
  }
  if (run.verdict !== null) await withdrawVerdict(deps.context, caller, { runId: run.id });
  return json(200, { review: null });
}

function listExpected(call: DialectCall): Reply {
  const { run } = shownRun(call);
  return json(200, { files: expectedFiles(call.deps.context, call.caller, run.id).map(nameOnly) });
}

async function addExpected(call: DialectCall): Promise<Reply> {
  const { run } = shownRun(call);
  const file = isMultipart(call.incoming) ? await uploadExpected(call, run.id) : await copyExpected(call, run.id);
  return json(201, nameOnly(file));
}

async function uploadExpected({ deps, caller, incoming }: DialectCall, runId: string): Promise<StoredArtifact> {
  const form = await readMultipart(deps, caller, incoming, { files: 1 });
  const part = form.files.find(({ field }) => field === 'file');
  if (part === undefined) throw missing('file', 'The form needs a part "file" with the bytes of the corrected file.');
  const name = form.fields.get('name')?.at(-1) ?? part.upload.path;
  return addExpectedFile(deps.context, caller, { runId, name, file: part.upload });
}

async function copyExpected(call: DialectCall, runId: string): Promise<StoredArtifact> {
  const { deps, caller } = call;
  const { outputFileName, expectedName: name } = translateCopy(await call.body());
  const outputs = deps.context.store.artifacts.list(caller.workspaceId, runId).filter(({ role }) => role === 'output');
  const source = outputs.find(({ path }) => path === outputFileName) ?? outputs.find(({ path }) => path.endsWith(`/${outputFileName}`));
  if (source === undefined) {
    const message = `The run has no output file ${quoted(outputFileName)}.`;
    throw new MillraceError('not_found', message, { faults: [{ pointer: '/outputFileName', message }] });
  }
  try {
    const plain = source.path.slice(source.path.lastIndexOf('/') + 1);
    return await copyExpectedFile(deps.context, caller, { runId, name: name ?? plain, from: source.path });
  } catch (error) {
    throw inTermsOfClient(error, { '/name': '/expectedName', '/from': '/outputFileName' });
  }
}

async function downloadExpected(call: DialectCall): Promise<Reply> {
  const { run } = shownRun(call);
  const { deps, caller, requestId, incoming, outgoing } = call;
  const file = requireExpectedFile(deps.context, caller, run.id, expectedPath(fileName(call)));
  return sendFile({ artifacts: deps.artifacts, file, requestId, incoming, outgoing });
}

async function renameExpected(call: DialectCall): Promise<Reply> {
  const { run } = shownRun(call);
  const to = translateRename(await call.body());
  try {
    return json(200, nameOnly(await renameExpectedFile(call.deps.context, call.caller, { runId: run.id, name: fileName(call), to })));
  } catch (error) {
    throw inTermsOfClient(error, { '/to': '/name', '/from': 'path:filename' });
  }
}

async function deleteExpected(call: DialectCall): Promise<Reply> {
  const { run } = shownRun(call);
  await removeExpectedFile(call.deps.context, call.caller, { runId: run.id, name: fileName(call) });
  return empty(204);
}

function fileName({ params }: DialectCall): string {
  return params['path'] ?? '';
}

function nameOnly(file: StoredArtifact): { readonly name: string } {
  return { name: expectedName(file) };
}

function missing(field: string, message: string): MillraceError {
  return new MillraceError('invalid_request', message, { faults: [{ pointer: `/${field}`, message }] });
}

export const REVIEW_ROUTES: readonly DialectRoute[] = [
  { method: 'GET', path: '/runs/{run_id}/reviews', policy: 'reviews:read', handle: getReview },
  { method: 'PUT', path: '/runs/{run_id}/reviews', policy: 'reviews:decide', handle: putReview },
  { method: 'DELETE', path: '/runs/{run_id}/reviews', policy: 'reviews:decide', handle: clearReview },
  { method: 'GET', path: '/runs/{run_id}/reviews/expected', policy: 'reviews:read', handle: listExpected },
  { method: 'POST', path: '/runs/{run_id}/reviews/expected', policy: 'reviews:decide', handle: addExpected },
  { method: 'GET', path: '/runs/{run_id}/reviews/expected/{path}', policy: 'reviews:read', handle: downloadExpected },
  { method: 'PATCH', path: '/runs/{run_id}/reviews/expected/{path}', policy: 'reviews:decide', handle: renameExpected },
  { method: 'DELETE', path: '/runs/{run_id}/reviews/expected/{path}', policy: 'reviews:decide', handle: deleteExpected },
];

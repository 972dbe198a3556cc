import { idempotencyKey } from '../../api/idempotency-key.ts';
import { isMultipart, readMultipart } from '../../api/read-multipart.ts';
import { json, jsonText, type Reply } from '../../api/reply.ts';
import { takeFile } from '../../api/take-file.ts';
import { waitForEnd } from '../../api/wait-for-run.ts';
import type { Caller } from '../../commands/caller.ts';
import { recordUpload } from '../../commands/record-upload.ts';
import { rerunRun } from '../../commands/rerun-run.ts';
import { startRun } from '../../commands/start-run.ts';
import { MillraceError } from '../../domain/errors.ts';
import type { Json } from '../../domain/json.ts';
import { LIMITS } from '../../domain/limits.ts';
import { quoted } from '../../domain/quoted.ts';
import type { Run } from '../../domain/run.ts';
import type { DialectCall, DialectRoute } from '../dialect.ts';
import { requireAutomation, versionId, type Automation } from './automations.ts';
import { runText } from './encode-run.ts';
import { vendorError } from './errors.ts';
import { readId, showId } from './ids.ts';
import { presentSource } from './present.ts';
import { runFacts } from './run-facts.ts';
import { shownRun } from './shown-run.ts';
import {
  fieldOfPart,
  inTermsOfStart,
  translateInput,
  translateStartBody,
  translateStartForm,
  translateWait,
  type FilesByField,
  type GivenFile,
  type InlineFile,
  type StartBody,
} from './translate.ts';

interface Start {
  readonly body: StartBody;
  readonly files: FilesByField;
}

async function start(call: DialectCall): Promise<Reply> {
  const seconds = translateWait(call.query.get('wait_for_completion'));
  const caller = callerOf(call);
  const { body, files } = isMultipart(call.incoming) ? await readForm(call, caller) : await readBody(call, caller);
  const automation = requireAutomation(call.deps, caller.workspaceId, body.target, '/target');
  if (!automation.workflow.declaration.triggers.api) {
    throw vendorError('forbidden', 'api_trigger_disabled', `The API trigger of ${quoted(body.target)} is off.`);
  }
  const version = versionAsked(call, automation, call.query.get('version'));
  const { name } = automation.workflow.stored;
  try {
    const { run } = await startRun(call.deps.context, caller, {
      workflow: version === null ? name : `${name}@${version}`,
      input: translateInput(automation, body.input, files),
      metadata: body.metadata,
      idempotencyKey: keyOf(call),
    });
    return await acceptedReply(call, run, seconds);
  } catch (error) {
    throw MillraceError.is(error) ? inTermsOfStart(error, files) : error;
  }
}

async function rerun(call: DialectCall): Promise<Reply> {
  const seconds = translateWait(call.query.get('wait_for_completion'));
  const { run, automation } = shownRun(call);
  const asked = call.query.get('version');
  const version = asked === 'original' ? run.version : (versionAsked(call, automation, asked) ?? newestVersion(call, run));
  const caller = callerOf(call);
  const started = await rerunRun(call.deps.context, caller, { runId: run.id, version, idempotencyKey: keyOf(call) });
  return acceptedReply(call, started.run, seconds);
}

/** 201 when nobody waits, 200 with the run when it has ended meanwhile, 202 when it has not. */
async function acceptedReply({ deps, outgoing }: DialectCall, run: Run, seconds: number): Promise<Reply> {
  const after = seconds === 0 ? run : await waitForEnd(deps, run, seconds, outgoing);
  if (seconds > 0 && 'finishedAt' in after) return jsonText(200, runText(deps, after) ?? '{}');
  const facts = runFacts(deps, after);
  if (facts === null) throw new MillraceError('internal', 'A run was started that the dialect does not show.');
  const { automation } = facts;
  return json(seconds === 0 ? 201 : 202, {
    id: showId('exec', run.id),
    type: automation.type,
    finished: false,
    source: presentSource(facts),
  });
}

async function readBody(call: DialectCall, caller: Caller): Promise<Start> {
  const body = translateStartBody(await call.body());
  const files = new Map<string, Json>();
  for (const [field, given] of Object.entries(body.files ?? {})) {
    const pointer = `/files/${field}`;
    files.set(
      field,
      'length' in given
        ? await Promise.all(given.map(async (one, index) => fileRef(call, caller, one, `${pointer}/${index}`)))
        : await fileRef(call, caller, given, pointer),
    );
  }
  return { body, files };
}

async function fileRef(call: DialectCall, caller: Caller, given: GivenFile, pointer: string): Promise<Json> {
  if ('$inline' in given) return { $file: await storeInline(call, caller, given.$inline) };
  const id = readId('file', given.$fileId);
  const upload = call.deps.context.store.artifacts.upload(caller.workspaceId, id);
  if (upload !== null && upload.expiresAt > call.now) return { $file: id };
  const message = `There is no file ${quoted(given.$fileId)}, or it has expired.`;
  throw new MillraceError('invalid_request', message, { faults: [{ pointer: `${pointer}/$fileId`, message }] });
}

async function storeInline({ deps }: DialectCall, caller: Caller, { filename, mimeType, base64 }: InlineFile): Promise<string> {
  const { id } = await takeFile(deps, bytesOf(base64), LIMITS.uploadBytes, async (written) =>
    recordUpload(deps.context, caller, { path: filename, mediaType: mimeType, ...written }),
  );
  return id;
}

async function* bytesOf(base64: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(base64, 'base64');
}

async function readForm(call: DialectCall, caller: Caller): Promise<Start> {
  const form = await readMultipart(call.deps, caller, call.incoming);
  const body = translateStartForm(form.fields);
  const lists = new Map<string, { readonly $file: string }[]>();
  for (const { field: part, upload } of form.files) {
    const field = fieldOfPart(part);
    lists.set(field, [...(lists.get(field) ?? []), { $file: upload.id }]);
  }
  const files = new Map([...lists].map(([field, refs]): [string, Json] => [field, refs.length === 1 ? (refs[0] ?? null) : refs]));
  return { body, files };
}

/** The name of the version that a request means: a version, the id of one, or null for the newest. */
function versionAsked({ deps, caller }: DialectCall, automation: Automation, asked: string | null): string | null {
  if (asked === null || asked === 'latest') return null;
  const { name } = automation.workflow.stored;
  const versions = deps.context.store.workflows.versions(caller.workspaceId, name);
  const found = versions.find((stored) => {
    if (stored.version === asked) return true;
    return versionId({ ...automation, workflow: { ...automation.workflow, stored } }, caller.workspaceId) === asked;
  });
  if (found !== undefined) return found.version;
  const message = `There is no version ${quoted(asked)} of this automation.`;
  throw new MillraceError('not_found', message, { faults: [{ pointer: '?version', message }] });
}

function newestVersion({ deps }: DialectCall, run: Run): string | undefined {
  return deps.context.store.workflows.get(run.workspaceId, run.workflow)?.version;
}

/** The client may say that it is the command line tool. */
function callerOf({ caller, incoming }: DialectCall): Caller {
  return incoming.headers['x-eigenpal-trigger'] === 'cli' ? { ...caller, via: 'cli' } : caller;
}

/** The vendor has no such header; who sends ours gets what it promises. */
function keyOf({ incoming }: DialectCall): string | null {
  const header = incoming.headers['idempotency-key'];
  return idempotencyKey(typeof header === 'string' ? header : undefined);
}

export const START_ROUTES: readonly DialectRoute[] = [
  { method: 'POST', path: '/runs', policy: 'runs:start', handle: start },
  { method: 'POST', path: '/runs/{run_id}/rerun', policy: 'runs:start', handle: rerun },
];

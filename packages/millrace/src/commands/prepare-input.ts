import { MillraceError } from '../domain/errors.ts';
import type { RunChange } from '../domain/change.ts';
import type { Json, JsonText } from '../domain/json.ts';
import { decodeJson, encodeJson } from '../domain/json-text.ts';
import { LIMITS } from '../domain/limits.ts';
import { utf8Length } from '../domain/utf8-length.ts';
import { batchInput } from './batch-input.ts';
import type { Caller } from './caller.ts';
import type { CommandContext } from './command-context.ts';
import { linkUploads } from './link-uploads.ts';
import type { ResolvedWorkflow } from './resolve-workflow.ts';

export interface PreparedInput {
  readonly input: JsonText;
  /** The files that the input names, as changes of the new run. */
  readonly files: readonly RunChange[];
}

/** An input that the workflow can be started with: complete, within its limits, fitting the schema, its files found. */
export async function prepareInput(
  context: CommandContext,
  caller: Caller,
  workflow: ResolvedWorkflow,
  given: Json | undefined,
): Promise<PreparedInput> {
  const raw = given === undefined ? await sampleInput(context, workflow) : encodeJson(given);
  checkSize(raw);
  const files = raw.includes('"$file"') ? linkUploads(context, caller, decodeJson(raw)) : [];
  return { input: await fitToSchema(context, caller, workflow, raw), files };
}

/** The same for a run of a batch, whose files the input lists. */
export async function prepareBatchInput(
  context: CommandContext,
  caller: Caller,
  workflow: ResolvedWorkflow,
  { batchId, given }: { readonly batchId: string; readonly given: Json | undefined },
): Promise<PreparedInput> {
  const uploads = given === undefined ? [] : linkUploads(context, caller, given);
  const batch = batchInput(context, caller, { batchId, given, uploads });
  const raw = encodeJson(batch.input);
  checkSize(raw);
  return { input: await fitToSchema(context, caller, workflow, raw), files: [...uploads, ...batch.files] };
}

/** The input as the schema of the workflow leaves it. */
export async function fitToSchema(context: CommandContext, caller: Caller, workflow: ResolvedWorkflow, input: JsonText): Promise<JsonText> {
  if (!workflow.manifest.hasInputSchema) return input;
  const verdict = await context.definitions.validateInput(caller.workspaceId, workflow.name, workflow.version, input);
  if (verdict.ok) return verdict.input;
  const faults = verdict.faults.map((fault) => ({ ...fault, pointer: `/input${fault.pointer}` }));
  throw new MillraceError('invalid_input', `The input does not fit the schema of workflow ${workflow.name}.`, { faults });
}

async function sampleInput(context: CommandContext, workflow: ResolvedWorkflow): Promise<JsonText> {
  const sample = workflow.manifest.hasSample ? await context.definitions.sampleInput(workflow.name, workflow.version) : null;
  return sample ?? encodeJson(null);
}

function checkSize(input: JsonText): void {
  const bytes = utf8Length(input);
  if (bytes <= LIMITS.inputBytes) return;
  const message = `The input has ${bytes} bytes; at most ${LIMITS.inputBytes} are allowed. Upload large data as a file.`;
  throw new MillraceError('limit_exceeded', message, { faults: [{ pointer: '/input', message }] });
}

import { z } from 'zod';
import { asJson } from '../../api/json-value.ts';
import { MillraceError } from '../../domain/errors.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { StartRequest } from '../../domain/start-request.ts';
import { fillTemplate, sourcePointer } from '../template.ts';
import { batchOfFolder } from './batch-folder.ts';
import type { DeclaredApp } from './declaration.ts';
import { badBody, WholeNumber } from './body-parts.ts';
import { originAsMetadata } from './run-origin.ts';

/** All tags of a run together. */
const MOST_TAG_CHARACTERS = 500;

const text = z.string().min(1).max(1024).nullish();
const members = z.record(z.string(), z.json()).nullish();

const Settings = z.object({
  keys: z.object({ custom: members, secret: members }).nullish(),
  runtime_config: members,
  tags: z
    .array(z.string().min(1))
    .refine((tags) => tags.join('').length <= MOST_TAG_CHARACTERS, `must have at most ${MOST_TAG_CHARACTERS} characters together`)
    .nullish(),
  webhook_config: z.json().optional(),
});

const work = {
  batch_id: WholeNumber.nullish(),
  input_dir: text,
  version: text,
  output_workspace: text,
  output_dir: text,
  settings: Settings.nullish(),
};

export const AppStart = z
  .object({ app_id: text, app_name: text, owner: text, ...work })
  .refine(({ app_id: id, app_name: name }) => (id ?? name ?? null) !== null, {
    error: 'app_name or app_id is needed',
    path: ['app_name'],
  });

export const DeploymentStart = z.object({ manual_upstream_integration: z.boolean().nullish(), ...work });

type Start = z.output<typeof AppStart> | z.output<typeof DeploymentStart>;

/** The number of the batch that is to be worked on; null for none. Refuses what cannot be done here. */
export function batchNumberOf(asked: Start): number | null {
  const { batch_id: batch, input_dir: folder, settings } = asked;
  if (Object.keys(settings?.keys?.secret ?? {}).length > 0) {
    throw badBody('/settings/keys/secret', 'cannot be used: there is no vault for secrets here');
  }
  if ((settings?.webhook_config ?? null) !== null) {
    throw badBody('/settings/webhook_config', 'cannot be used: nobody is called back. Poll the run');
  }
  if ('manual_upstream_integration' in asked && asked.manual_upstream_integration === true) {
    throw badBody('/manual_upstream_integration', 'cannot be used: there are no upstream integrations here. Name a batch');
  }
  if ((folder ?? null) === null) return batch ?? null;
  if ((batch ?? null) !== null) throw badBody('/input_dir', 'cannot be given together with batch_id');
  const number = batchOfFolder(folder ?? '');
  if (number !== null) return number;
  throw badBody('/input_dir', 'must be the folder of a batch, as /data/input/batch_7: there is no other file system here');
}

export interface StartPlace {
  readonly workflow: string;
  readonly declaration: DeclaredApp;
  readonly hasSample: boolean;
  readonly batchId: string | null;
  readonly deploymentId: string | null;
}

/** A start as the command wants it. Without a batch and without settings it is given the sample of the workflow, if there is one. */
export function translateStart(asked: Start, { workflow, declaration, hasSample, batchId, deploymentId }: StartPlace): StartRequest {
  const { version, input_dir: folder, output_workspace: workspace, output_dir: dir, settings } = asked;
  return {
    workflow: (version ?? null) === null ? workflow : `${workflow}@${version ?? ''}`,
    input: inputOf(asked, declaration, hasSample && batchId === null),
    batch: batchId,
    tags: settings?.tags ?? undefined,
    metadata: originAsMetadata({
      deployment_id: deploymentId,
      input_dir: folder ?? null,
      output_workspace: workspace ?? null,
      output_dir: dir ?? null,
    }),
  };
}

function inputOf(asked: Start, declaration: DeclaredApp, mayBeSample: boolean): Json | undefined {
  const source = sourceOf(asked);
  if (mayBeSample && !Object.hasOwn(source, 'settings')) return undefined;
  return fillTemplate(templateOf(declaration), source) ?? {};
}

/** What templates are filled from: the body without what names the work and without what nobody said. */
function sourceOf(asked: Start): JsonObject {
  const { settings, output_workspace: workspace, output_dir: dir } = asked;
  const custom = settings?.keys?.custom ?? {};
  const config = settings?.runtime_config ?? {};
  const given = {
    ...(Object.keys(custom).length === 0 ? {} : { keys: { custom: asJson(custom) } }),
    ...(Object.keys(config).length === 0 ? {} : { runtime_config: asJson(config) }),
  };
  return {
    ...(Object.keys(given).length === 0 ? {} : { settings: given }),
    ...((workspace ?? null) === null ? {} : { output_workspace: workspace ?? null }),
    ...((dir ?? null) === null ? {} : { output_dir: dir ?? null }),
    ...('owner' in asked && (asked.owner ?? null) !== null ? { owner: asked.owner ?? null } : {}),
  };
}

function templateOf({ input }: DeclaredApp): Json {
  return input ?? { settings: { $from: '/settings' } };
}

/** What the schema of the workflow has against an input, told with the names of the body that the client sent. */
export function inTermsOfBody(declaration: DeclaredApp, error: MillraceError): MillraceError {
  if (error.code !== 'invalid_input') return error;
  const faults = error.faults.map(({ pointer, message }) => {
    const inside = pointer.replace(/^\/input/, '');
    return { pointer: sourcePointer(templateOf(declaration), inside) ?? inside, message };
  });
  return new MillraceError('invalid_input', error.message, { faults });
}

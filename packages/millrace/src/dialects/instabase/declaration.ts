import { z } from 'zod';
import { Template } from '../declared-template.ts';

const name = z.string().min(1).max(128);

const Results = z.strictObject({
  records: name.default('files').describe('The record set with the results, one row a file.'),
  at_checkpoint: name.optional().describe('The record set that is shown while a run waits for a review; by default, the same.'),
  file: Template.optional().describe('A file as the vendor has it, made from a row; by default, the row. Form: $fields.'),
  types: z.record(name, name).default({}).describe('Names of types of fields, where they differ: ours to theirs.'),
});

/** What a workflow may say about itself to be served as an app of Instabase AI Hub. All of it is optional. */
export const Declaration = z.strictObject({
  app_id: name.optional().describe('By default, the name of the workflow.'),
  app_name: name.optional().describe('By default, the name of the workflow.'),
  deployments: z
    .array(z.string().regex(/^[\w.-]{1,128}$/, 'must be letters, digits, "_", "-" and "."'))
    .min(1)
    .optional()
    .describe('Ids under which it is deployed; by default, `deploy_` and the name of the workflow.'),
  input: Template.optional().describe(
    'The input of the run, made from { settings: { keys: { custom }, runtime_config }, output_workspace, output_dir, owner }; by default, { settings }. The files of the batch are added as files.',
  ),
  custom_keys: Template.default({ $from: '/settings/keys/custom' }).describe('Where the input has the custom keys of the start.'),
  results: Results.default({ records: 'files', types: {} }),
});

export type InstabaseDeclaration = z.input<typeof Declaration>;
export type DeclaredApp = z.output<typeof Declaration>;

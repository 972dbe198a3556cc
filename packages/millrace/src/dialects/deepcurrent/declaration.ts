import { z } from 'zod';
import { Template } from '../declared-template.ts';

const name = z.string().min(1).max(128);

/** A file of the run, as clients are told about it. */
const Asset = z.strictObject({ asset_id: z.string().regex(/^[\w.-]+$/), label: name, kind: name, path: z.string().min(1) });

const Goal = z.strictObject({
  goal_type: name,
  words: z.array(z.string().min(1)).default([]).describe('Any of them in the text of a client means this goal; none means: if no other.'),
  preset: name.optional(),
  requested_capabilities: z.array(name).optional(),
  strategy: name.default('enrichment_only'),
  required_fields: z.array(name).default([]),
});

/** What a workflow may say about itself to be served as a DeepCurrent pipeline. All of it is optional. */
export const Declaration = z.strictObject({
  pipeline_id: name.optional().describe('Its name in plans; by default, the name of the workflow.'),
  presets: z.record(name, z.array(name)).default({}).describe('Sets of capabilities by name.'),
  capabilities: z.array(name).default([]),
  goals: z.array(Goal).default([]).describe('What a client may want, for POST /growth/resolve.'),
  input: Template.optional().describe(
    'The input of the run, made from { preset, requested_capabilities, input_assets, input_text, icp_config, execution_options, constraints }; by default, all of it.',
  ),
  sample: Template.optional().describe('The same for a client that hands in nothing to work on; by default, the sample of the workflow.'),
  stages: z.record(name, name).default({}).describe('Names of stages, where they differ: ours to theirs.'),
  artifacts: z.array(Asset).default([]),
  exports: z.array(Asset).default([]),
  results: z
    .array(z.strictObject({ result_id: name, label: name, records: name }))
    .default([])
    .describe('Record sets as results.'),
  delivered_counts: Template.optional().describe('Made from the output, as the four below.'),
  data_source_mix: Template.optional(),
  gap_report: Template.optional(),
  summary: Template.optional(),
  warnings: Template.optional(),
});

export type DeepcurrentDeclaration = z.input<typeof Declaration>;
export type DeclaredPipeline = z.output<typeof Declaration>;

import { z } from 'zod';
import { Template } from '../declared-template.ts';

/** What a workflow may say about itself to be served as an EigenPal automation. All of it is optional. */
export const Declaration = z.strictObject({
  type: z
    .enum(['workflow', 'agent'])
    .default('workflow')
    .describe('What it is called: workflows.<slug>, or agents.<slug> when a model decides what happens.'),
  slug: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,127}$/, 'may hold lower-case letters, digits and "-"')
    .optional()
    .describe('Its name in a target; by default, the name of the workflow.'),
  model: Template.optional().describe('The model that an agent run used: a text, or made from { metadata, output }.'),
  input: Template.optional().describe(
    'The input of the run, made from { input, files } of the start; by default, the members of both in one object.',
  ),
  output: Template.optional().describe('The output of a completed run, made from { output, metadata }; by default, the output.'),
  roles: z
    .record(z.string().min(1), z.string().min(1))
    .default({})
    .describe('Roles of files by the beginning of their path, such as { "output/report": "report" }; the longest counts.'),
  triggers: z
    .strictObject({ api: z.boolean().default(true), manual: z.boolean().default(true) })
    .default({ api: true, manual: true })
    .describe('What may start runs through this API. Without `api`, a start is refused with api_trigger_disabled.'),
});

export type EigenpalDeclaration = z.input<typeof Declaration>;
export type DeclaredAutomation = z.output<typeof Declaration>;

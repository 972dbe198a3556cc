import { z } from 'zod';
import { Template } from '../declared-template.ts';

/** What a workflow may say about itself to be served as an AutoMindz pipeline. All of it is optional. */
export const Declaration = z.strictObject({
  trigger: z
    .string()
    .regex(/^[\w-]+\/[\w-]+$/, 'must be two words parted by a slash, such as hiring-signals/leavers')
    .optional()
    .describe('Where runs are started: POST /v1/<trigger>. Without it they can only be polled.'),
  required: z.array(z.string().min(1)).default([]).describe('Members that the body of a start must have.'),
  secrets: z
    .array(z.string().min(1))
    .default([])
    .describe('Members of the body that hold keys of other providers: they must be there, and are never stored.'),
  input: Template.optional().describe('The input of the run, made from the body; by default, the body without its secrets.'),
  metadata: Template.optional().describe('The metadata of the run, made from the body.'),
  result: Template.optional().describe(
    'The result of a completed run, made from { output, metadata, costs, credits, run }; by default, the output. Forms: $link, $usd.',
  ),
});

export type AutomindzDeclaration = z.input<typeof Declaration>;
export type DeclaredPipeline = z.output<typeof Declaration>;

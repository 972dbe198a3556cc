import { z } from 'zod';
import { Template } from '../declared-template.ts';

const id = z.string().min(1).max(128);
const pointer = z.string().regex(/^(\/.*)?$/, 'must be a JSON pointer, such as /ports');

const Node = z.strictObject({
  id,
  type: id.describe('What starts with validator_ counts as a validator; one source_script takes the script of a start.'),
  name: z.string().min(1),
  position: z.strictObject({ x: z.number(), y: z.number() }).default({ x: 0, y: 0 }),
  config: z.record(z.string(), Template).default({}),
  config_version: z.int().default(1),
});

const Edge = z.strictObject({ id, source: id, sourcePort: id, target: id, targetPort: id });

const Results = z.strictObject({
  ports: pointer.default('/ports').describe('In the result of a step: the ports through which something left its node.'),
  lines: pointer.default('/lines').describe('In the result of a step: what went through its node, line by line.'),
  line_id: pointer.default('/line_id').describe('In a line, as the ones below.'),
  locale: pointer.default('/locale'),
  port: pointer.default('/port').describe('pass or fail, for a line of a validator.'),
  score: pointer.default('/score'),
  next: pointer.default('/next').describe('What becomes of a line that a validator has seen.'),
  retry: z.string().default('retry').describe('The word at `next` for a line that is made again.'),
});

/** What a workflow may say about itself to be served as a OnePin workflow. All of it is optional. */
export const Declaration = z.strictObject({
  workflow_id: z.uuid().optional().describe('Beside the UUID that is made of the workspace and the name of the workflow.'),
  name: z.string().min(1).max(200).optional().describe('By default, the title of the workflow.'),
  graph: z
    .strictObject({ nodes: z.array(Node), edges: z.array(Edge) })
    .optional()
    .describe('Steps belong to the node of their name, or else of their stage. By default, one node for each stage.'),
  execution: z.strictObject({ steps: z.array(id), params: z.record(z.string(), Template) }).optional(),
  input: Template.optional().describe(
    'What { script_text, source_language } of a start change in the sample input; by default, the members of these names.',
  ),
  configs: z
    .record(id, Template)
    .default({})
    .describe('What the input of a run changes in the configuration of a node, for the snapshot of the run.'),
  results: Results.prefault({}),
  rows: z
    .strictObject({ records: id, row: Template.default({ $from: '' }) })
    .optional()
    .describe('The record set behind the data of a run, and what makes a row of the dialect out of one of its rows.'),
  export: z
    .strictObject({ path: z.string().min(1) })
    .optional()
    .describe('The file that is the export; by default, a ZIP of all outputs.'),
  sinks: z
    .record(id, z.strictObject({ prefix: z.string().default('') }))
    .default({})
    .describe('Output nodes, and what the paths of their files begin with; by default, the nodes without a way on.'),
});

export type OnepinDeclaration = z.input<typeof Declaration>;
export type DeclaredWorkflow = z.output<typeof Declaration>;

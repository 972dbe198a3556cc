import { z } from 'zod';
import { pageOf } from './page.ts';
import { Timestamp } from './scalar.ts';
import { EvaluationPlan, Example } from './evaluation.ts';
import { StageDeclaration } from './stage.ts';

/** A version of a workflow. Versions never change. */
export const Workflow = z
  .object({
    name: z.string(),
    version: z.string(),
    title: z.string(),
    description: z.string(),
    stages: z.array(StageDeclaration),
    input_schema: z.unknown().meta({ description: 'JSON Schema of the input, or null.' }),
    output_schema: z.unknown().meta({ description: 'JSON Schema of the output, or null.' }),
    has_sample: z.boolean().meta({ description: 'True when a run may be started without an input.' }),
    examples: z.array(Example),
    evaluation: EvaluationPlan.nullable(),
    registered_at: Timestamp,
    links: z.object({ self: z.string(), versions: z.string(), runs: z.string(), start: z.string() }),
  })
  .meta({ id: 'Workflow' });
export type Workflow = z.infer<typeof Workflow>;

export const WorkflowList = pageOf(Workflow).meta({ id: 'WorkflowList' });

import { z } from 'zod';
import { REQUEST_LIMITS } from './request-limits.ts';
import { DurationInput, JsonMap, JsonValue, TimestampInput } from './scalar.ts';

const options = {
  input: JsonValue.optional().meta({ description: 'The sample input of the workflow when left out.' }),
  batch: z
    .string()
    .min(1)
    .max(REQUEST_LIMITS.nameLength)
    .optional()
    .meta({ description: 'The id of a batch, whose files are listed under `files` of the input.' }),
  example: z.string().min(1).max(REQUEST_LIMITS.nameLength).optional().meta({
    description: 'Id or name of an example of the workflow: its input is taken, and the run is scored when it ends. Excludes `input`.',
  }),
  tags: z.array(z.string().min(1).max(REQUEST_LIMITS.tagLength)).max(REQUEST_LIMITS.tags).optional(),
  metadata: JsonMap.optional(),
  priority: z
    .int()
    .min(-REQUEST_LIMITS.priorityMax)
    .max(REQUEST_LIMITS.priorityMax)
    .optional()
    .meta({ description: 'Higher goes first; 0 by default.' }),
  start_at: TimestampInput.optional().meta({ description: 'Not before this time. Excludes `delay`.' }),
  delay: DurationInput.optional().meta({ description: 'Not before this much time has passed. Excludes `start_at`.' }),
  ttl: DurationInput.optional().meta({ description: 'Fails unless it has started within this time.' }),
  timeout: DurationInput.optional().meta({ description: 'From the first start to the end, waits included.' }),
  concurrency_key: z.string().min(1).max(REQUEST_LIMITS.concurrencyKeyLength).optional(),
  quote: z.string().min(1).max(256).optional().meta({ description: 'The token of a quote for this workflow and input. It is used up.' }),
  only_one_of_workflow: z.boolean().optional().meta({ description: 'Refused while another run of the workflow has not ended.' }),
};

/** `workflow` is a name, or `name@version`. */
export const StartRun = z
  .strictObject({
    workflow: z
      .string()
      .min(1)
      .max(2 * REQUEST_LIMITS.nameLength + 1),
    ...options,
  })
  .meta({ id: 'StartRun' });
export type StartRun = z.infer<typeof StartRun>;

export const StartWorkflowRun = z
  .strictObject({ version: z.string().min(1).max(REQUEST_LIMITS.nameLength).optional(), ...options })
  .meta({ id: 'StartWorkflowRun' });
export type StartWorkflowRun = z.infer<typeof StartWorkflowRun>;

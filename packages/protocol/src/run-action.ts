import { z } from 'zod';
import { Problem } from './problem.ts';
import { REQUEST_LIMITS } from './request-limits.ts';
import { Run } from './run.ts';
import { JsonMap, JsonValue } from './scalar.ts';

/** What became of the wish to cancel. `requested`: the run stops at the next safe point, or when its grace is over. */
export const CancelAnswer = z.object({ outcome: z.enum(['cancelled', 'requested']), run: Run }).meta({ id: 'CancelAnswer' });
export type CancelAnswer = z.infer<typeof CancelAnswer>;

/** The run ended before the wish to cancel it arrived. */
export const CancelTooLate = z.object({ ...Problem.shape, outcome: z.literal('too_late'), run: Run }).meta({ id: 'CancelTooLate' });
export type CancelTooLate = z.infer<typeof CancelTooLate>;

/** Starts the work of a finished run again, as a new run of the same line. */
export const RetryRun = z
  .strictObject({
    from: z
      .enum(['failure', 'start'])
      .optional()
      .meta({ description: '`failure` (when left out) takes over what the run finished before it failed, `start` only its input.' }),
    version: z.string().min(1).max(REQUEST_LIMITS.nameLength).optional().meta({ description: 'The same version when left out.' }),
  })
  .meta({ id: 'RetryRun' });
export type RetryRun = z.infer<typeof RetryRun>;

/** Starts a new run that takes over what an older one completed before `from_step`. */
export const RerunRun = z
  .strictObject({
    from_step: z.string().min(1).optional().meta({ description: 'Name or `op` of a step; everything is done again when left out.' }),
    input: JsonValue.optional().meta({ description: 'Another input.' }),
    outputs: JsonMap.optional().meta({ description: 'Results by name or `op` of a step, taken instead of doing it.' }),
    version: z.string().min(1).max(REQUEST_LIMITS.nameLength).optional(),
  })
  .meta({ id: 'RerunRun' });
export type RerunRun = z.infer<typeof RerunRun>;

export const PauseAnswer = z.object({ outcome: z.enum(['paused', 'requested']), run: Run }).meta({ id: 'PauseAnswer' });
export type PauseAnswer = z.infer<typeof PauseAnswer>;

export const SendSignal = z.strictObject({ payload: JsonValue.optional() }).meta({ id: 'SendSignal' });
export type SendSignal = z.infer<typeof SendSignal>;

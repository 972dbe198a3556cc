import { z } from 'zod';
import { Progress } from './progress.ts';
import { RunStatus, StatusReason } from './run-status.ts';
import { Id, Timestamp } from './scalar.ts';
import { WaitingFor } from './waiting-for.ts';

/** What changes while a run goes on, and nothing else: the answer to a poll. */
export const RunStatusView = z
  .object({
    id: Id,
    status: RunStatus,
    status_reason: StatusReason,
    waiting_for: WaitingFor.nullable(),
    finished: z.boolean(),
    seq: z.int().min(1).meta({ description: 'Grows with every change; it is the ETag.' }),
    stage: z.string().nullable().meta({ description: 'The stage that is running.' }),
    progress: Progress,
    updated_at: Timestamp,
    pause_requested_at: Timestamp.nullable(),
    cancel_requested_at: Timestamp.nullable(),
    poll_after_ms: z.int().nullable().meta({ description: 'When to ask again; null when the run is finished.' }),
  })
  .meta({ id: 'RunStatusView' });
export type RunStatusView = z.infer<typeof RunStatusView>;

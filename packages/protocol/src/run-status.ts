import { z } from 'zod';

export const RunStatus = z.enum(['queued', 'running', 'waiting', 'paused', 'completed', 'failed', 'cancelled']).meta({
  id: 'RunStatus',
  description: 'The last three are final and never change.',
});
export type RunStatus = z.infer<typeof RunStatus>;

/** Why the run has its status. The list may grow, so clients should not fail on a code they do not know. */
export const StatusReason = z
  .string()
  .meta({ id: 'StatusReason', description: 'Why the run has its status: one of a closed, documented list.' });

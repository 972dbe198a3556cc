import type { Run } from '../../domain/run.ts';

/** The run that this one does again: the vendor has one chain for what are retries and reruns of ours. */
export function previousRunOf({ lineage }: Pick<Run, 'lineage'>): string | null {
  return lineage.previousRunId ?? lineage.forkedFrom?.runId ?? null;
}

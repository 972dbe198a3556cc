import type { RecordPage, RecordSet as WireRecordSet } from '@millrace/protocol';
import type { RecordRow, RecordSet } from '../../../store/record-reads.ts';

export function presentRecordSet(runId: string, set: RecordSet): WireRecordSet {
  return {
    name: set.name,
    count: set.count,
    outcomes: set.outcomes === null ? null : { ...set.outcomes },
    url: `/v1/runs/${runId}/records/${encodeURIComponent(set.name)}`,
  };
}

export function presentOutcome({ index, outcome }: RecordRow): NonNullable<RecordPage['outcomes']>[number] {
  return { index, outcome: outcome?.outcome ?? null, reason: outcome?.reason ?? null };
}

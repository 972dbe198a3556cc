import type { RecordSet as WireRecordSet } from '@millrace/protocol';
import type { RecordSet } from '../../../store/record-reads.ts';

export function presentRecordSet(runId: string, set: RecordSet): WireRecordSet {
  return { name: set.name, count: set.count, url: `/v1/runs/${runId}/records/${encodeURIComponent(set.name)}` };
}

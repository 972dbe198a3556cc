import type { RunChangeOf } from './change.ts';
import { DATA_PARTS } from './deletion.ts';
import type { Refusal } from './refusal.ts';
import type { Run } from './run.ts';
import { isTerminal } from './run-status.ts';

/** Only a run that has ended can lose what it holds: until then its function may need it. */
export function canDeleteData(run: Run): Refusal | null {
  return isTerminal(run.status) ? null : { kind: 'wrong_status', status: run.status };
}

/** To delete the same part once more changes nothing. */
export function applyDeletion(run: Run, { parts }: RunChangeOf<'data.deleted'>): Run {
  return { ...run, deleted: DATA_PARTS.filter((part) => parts.includes(part) || run.deleted.includes(part)) };
}

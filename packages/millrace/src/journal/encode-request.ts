import type { Change } from '../domain/change.ts';
import { encodeChange } from '../domain/encode-change.ts';
import type { CommitRequest } from './commit-request.ts';

/** Changes as a writer takes them: each with its data as it will be stored. */
export function encodeRequest(id: number, changes: readonly Change[]): CommitRequest {
  return { id, changes: changes.map((change) => (change.kind === 'run' ? { ...change, data: encodeChange(change.change).data } : change)) };
}

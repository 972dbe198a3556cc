import { createHmac } from 'node:crypto';
import { sampleRank } from '../domain/sample-rank.ts';
import type { AccessReads } from '../store/store.ts';

/** The sample rank of a run, with the sample key of its workspace; see domain/sample-rank.ts for how a client verifies it. */
export class SampleRanks {
  /** Sample keys never change. */
  private readonly keys = new Map<string, string>();
  private readonly access: Pick<AccessReads, 'workspace'>;

  constructor(access: Pick<AccessReads, 'workspace'>) {
    this.access = access;
  }

  of(workspaceId: string, runId: string): number {
    return sampleRank(createHmac('sha256', this.keyOf(workspaceId)).update(runId).digest());
  }

  private keyOf(workspaceId: string): string {
    const known = this.keys.get(workspaceId);
    if (known !== undefined) return known;
    const key = this.access.workspace(workspaceId)?.sampleKey ?? '';
    this.keys.set(workspaceId, key);
    return key;
  }
}

import { hash } from 'node:crypto';
import { sampleRank } from '../domain/sample-rank.ts';
import type { AccessReads } from '../store/store.ts';

const BLOCK_BYTES = 64;

/** A key of HMAC-SHA256, mixed into its two pads once and for all. */
interface PaddedKey {
  readonly inner: Buffer;
  readonly outer: Buffer;
}

/** The sample rank of a run, with the sample key of its workspace; see domain/sample-rank.ts for how a client verifies it. */
export class SampleRanks {
  /** Sample keys never change. */
  private readonly keys = new Map<string, PaddedKey>();
  private readonly access: Pick<AccessReads, 'workspace'>;

  constructor(access: Pick<AccessReads, 'workspace'>) {
    this.access = access;
  }

  of(workspaceId: string, runId: string): number {
    return sampleRank(hmac(this.keyOf(workspaceId), runId));
  }

  private keyOf(workspaceId: string): PaddedKey {
    const known = this.keys.get(workspaceId);
    if (known !== undefined) return known;
    const key = padKey(this.access.workspace(workspaceId)?.sampleKey ?? '');
    this.keys.set(workspaceId, key);
    return key;
  }
}

/** RFC 2104 in two plain hashes: `createHmac` costs ten times as much, and every run that is shown has a rank. */
function hmac({ inner, outer }: PaddedKey, message: string): Buffer {
  const digest = hash('sha256', Buffer.concat([inner, Buffer.from(message)]), 'buffer');
  return hash('sha256', Buffer.concat([outer, digest]), 'buffer');
}

function padKey(text: string): PaddedKey {
  const bytes = Buffer.from(text);
  const key = bytes.length > BLOCK_BYTES ? hash('sha256', bytes, 'buffer') : bytes;
  const block = Buffer.alloc(BLOCK_BYTES);
  key.copy(block);
  return { inner: Buffer.from(block.map((byte) => byte ^ 0x36)), outer: Buffer.from(block.map((byte) => byte ^ 0x5c)) };
}

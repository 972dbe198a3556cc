import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The id of a job that was done when it was given out: the deletion of a file from a batch. It is signed, so that no job
 * has to be kept and no other id is answered as one.
 */
export function removalJobId(secret: string, workspaceId: string, id: string): string {
  return `${id}.${signature(secret, workspaceId, id)}`;
}

export function isRemovalJob(secret: string, workspaceId: string, jobId: string): boolean {
  const [id = '', given = ''] = jobId.split('.', 2);
  const expected = Buffer.from(signature(secret, workspaceId, id));
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function signature(secret: string, workspaceId: string, id: string): string {
  return createHmac('sha256', secret).update(`removal job ${workspaceId} ${id}`).digest('base64url').slice(0, 22);
}

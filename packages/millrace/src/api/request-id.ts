import { randomBytes } from 'node:crypto';

const SANE = /^[\w.:-]{1,128}$/;
const PROCESS_PREFIX = `req_${randomBytes(6).toString('hex')}_`;
let counter = 0;

/** The id that the client sent, when it is short and plain; otherwise a new one, unique over processes and restarts. */
export function requestIdFrom(incoming: string | readonly string[] | undefined): string {
  return typeof incoming === 'string' && SANE.test(incoming) ? incoming : newRequestId();
}

export function newRequestId(): string {
  counter += 1;
  return PROCESS_PREFIX + counter.toString(36);
}

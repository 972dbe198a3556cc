import type { IncomingMessage } from 'node:http';
import type { Trigger } from '../domain/run.ts';

/** The surface a request came through. The CLI says so itself; it is remembered with the run and decides nothing. */
export function viaOf(incoming: IncomingMessage): Trigger['type'] {
  return incoming.headers['user-agent']?.startsWith('millrace-cli/') === true ? 'cli' : 'api';
}

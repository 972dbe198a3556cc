import type { IncomingMessage } from 'node:http';
import type { ApiDeps } from './api-deps.ts';

const SANE_HOST = /^[\w.:[\]-]{1,255}$/;

/** The beginning of absolute links for this client, without a slash at the end: the configured URL, or what the client called us. */
export function baseUrl(deps: Pick<ApiDeps, 'publicUrl'>, incoming: IncomingMessage): string {
  if (deps.publicUrl !== null) return deps.publicUrl;
  const { host } = incoming.headers;
  return host !== undefined && SANE_HOST.test(host) ? `http://${host}` : 'http://localhost';
}

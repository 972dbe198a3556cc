import { env } from 'node:process';
import { AgentError } from './agent-error.ts';

/** Where a model answers. Never part of a record: it holds the key. */
export interface ModelSettings {
  readonly url: string;
  readonly key: string | null;
  readonly name: string;
  /** How the endpoint and the model are called in usage: host and model, without key. */
  readonly provider: string;
}

/**
 * The endpoint that the operator configured. Only the environment names it and its key: an address from an input would let
 * whoever starts runs reach into the network of the server, with the key of the operator.
 */
export function modelSettings(chosen: string | null): ModelSettings {
  const { MILLRACE_MODEL_URL: url = '', MILLRACE_MODEL_KEY: key = '', MILLRACE_MODEL_NAME: usual = '' } = env;
  const name = chosen ?? usual;
  const missing = [...(url === '' ? ['MILLRACE_MODEL_URL'] : []), ...(name === '' ? ['MILLRACE_MODEL_NAME'] : [])];
  if (missing.length > 0) {
    throw new AgentError(
      'model_not_configured',
      `No model is configured: set ${missing.join(' and ')} (and MILLRACE_MODEL_KEY, if the endpoint wants one) in the environment of the server. For a try without a model, start the run with {"model": {"scripted": true}}.`,
    );
  }
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/u.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '' || parsed.search !== '') {
    throw new AgentError('model_not_configured', 'MILLRACE_MODEL_URL must be an http or https address without user, password and query.');
  }
  return { url: url.replace(/\/+$/u, ''), key: key === '' ? null : key, name, provider: `${parsed.host}/${name}` };
}

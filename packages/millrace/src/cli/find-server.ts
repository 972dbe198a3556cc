import { Millrace } from '@millrace/client';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLIENT_ENVIRONMENT, readConfig } from '../config.ts';
import { VERSION } from '../version.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export interface ServerFlags {
  readonly url?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly data?: string | undefined;
}

export interface ServerAddress {
  readonly url: string;
  readonly apiKey: string | null;
}

/** The server that flags name, or else the environment, or else the credentials that a server left in the data folder. */
function findServer(flags: ServerFlags, environment: Terminal['environment']): ServerAddress {
  const path = join(readConfig({ data: flags.data }, { MILLRACE_DATA: environment['MILLRACE_DATA'] }).data, 'credentials.json');
  const local = readCredentials(path);
  const url = flags.url ?? filled(environment[CLIENT_ENVIRONMENT.url]) ?? local?.url ?? null;
  if (url === null) {
    throw new UsageError(
      `No server is known: ${path} is not there. Start one with "millrace serve", or name one with --url and --api-key.`,
    );
  }
  if (!URL.canParse(url)) throw new UsageError(`${JSON.stringify(url)} is not a URL. Write it like http://127.0.0.1:4640.`);
  // A key is for the server that made it: another one must never see it.
  const localKey = local?.url === url ? local.apiKey : null;
  return { url, apiKey: flags.apiKey ?? filled(environment[CLIENT_ENVIRONMENT.apiKey]) ?? localKey };
}

export function connect(flags: ServerFlags, { environment }: Terminal): Millrace {
  const { url, apiKey } = findServer(flags, environment);
  return new Millrace({ baseUrl: url, apiKey: apiKey ?? undefined, headers: { 'User-Agent': `millrace-cli/${VERSION}` } });
}

function filled(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}

function readCredentials(path: string): ServerAddress | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    // No server has been started on this folder, or it belongs to somebody else.
    return null;
  }
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'url' in value && 'api_key' in value) {
    return { url: String(value.url), apiKey: String(value.api_key) };
  }
  throw new UsageError(`${path} is damaged. Start the server on this folder again to have it written anew.`);
}

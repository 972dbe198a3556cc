import { parseDuration } from '../../domain/duration.ts';
import { connect } from '../find-server.ts';
import type { ServerFlags } from '../find-server.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { isScope, scopeOf } from '../scopes.ts';
import { table } from '../table.ts';
import { printJson, say } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface KeyFlags extends ServerFlags {
  readonly json: boolean;
}

export interface CreateKeyFlags extends KeyFlags {
  readonly scope: readonly string[];
  readonly expires?: string | undefined;
}

/** Prints the key, which is never shown again. Without scopes it may do what the key that asks may do. */
export async function createKey(terminal: Terminal, name: string, { scope, expires, json, ...server }: CreateKeyFlags): Promise<ExitCode> {
  const client = connect(server, terminal);
  const mine = await client.whoami({ signal: terminal.interrupted });
  const scopes = scope.length === 0 ? mine.scopes.filter(isScope) : scope.map(scopeOf);
  const created = await client.apiKeys.create({ name, scopes, ...expiryOf(expires) }, { signal: terminal.interrupted });
  const until = created.expires_at === null ? 'does not expire' : `works until ${created.expires_at}`;
  say(terminal, `The key ${created.id} ${until}. It is not shown again.`);
  if (json) printJson(terminal, created);
  else terminal.out(`${created.key}\n`);
  return EXIT.done;
}

export async function listKeys(terminal: Terminal, { json, ...server }: KeyFlags): Promise<ExitCode> {
  const keys = await connect(server, terminal).apiKeys.list({ signal: terminal.interrupted }).all();
  if (json) {
    printJson(terminal, keys);
    return EXIT.done;
  }
  const state = (key: (typeof keys)[number]): string =>
    key.revoked_at === null ? (key.expires_at ?? 'no end') : `revoked ${key.revoked_at}`;
  terminal.out(
    table(
      ['id', 'name', 'until', 'scopes'],
      keys.map((key) => [key.id, key.name, state(key), key.scopes.join(',')]),
    ),
  );
  return EXIT.done;
}

export async function revokeKey(terminal: Terminal, id: string, { json, ...server }: KeyFlags): Promise<ExitCode> {
  const key = await connect(server, terminal).apiKeys.revoke(id, { signal: terminal.interrupted });
  say(terminal, `The key ${key.id} (${key.name}) is revoked.`);
  if (json) printJson(terminal, key);
  else terminal.out(`${key.id}\n`);
  return EXIT.done;
}

/** A span from now on, `never`, or nothing said. */
function expiryOf(expires: string | undefined): { expires_at?: string | null } {
  if (expires === undefined) return {};
  if (expires === 'never') return { expires_at: null };
  const span = parseDuration(expires);
  if (!span.ok) throw new UsageError(`--expires: ${span.problem} Or write never.`);
  return { expires_at: new Date(Date.now() + span.value).toISOString() };
}

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from './lanes.ts';
import { freePort, makeFolderFor, runCommand, serverUser } from './server-process.ts';
import type { BenchServer } from './server-process.ts';

/** Where Debian puts the newest of the versions that are installed. */
const DEBIAN = '/usr/lib/postgresql';

/** Room for every peer at its best, and nothing that weakens a commit: fsync, synchronous_commit and full_page_writes stay on. */
const SETTINGS = [
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'shared_buffers=256MB',
  'max_wal_size=4GB',
  'checkpoint_timeout=15min',
  'max_connections=300',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
];

export interface PostgresServer extends BenchServer {
  readonly url: string;
}

/** A cluster of its own in that folder, as an unprivileged user, over TCP on the loopback interface. */
export async function startPostgres(parent: string): Promise<PostgresServer> {
  const programs = findPrograms();
  const user = serverUser();
  const folder = join(parent, 'postgres');
  makeFolderFor(user, parent, folder);
  const data = join(folder, 'data');
  const initial = ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'utf8', '--no-locale', '--no-sync', '--no-instructions'];
  await runCommand(join(programs, 'initdb'), initial, { user, cwd: folder });
  const port = await freePort();
  const args = ['-D', data, '-p', String(port), ...SETTINGS.flatMap((setting) => ['-c', setting])];
  const server = spawn(join(programs, 'postgres'), args, { cwd: folder, ...user, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    server.once('close', () => resolve());
  });
  const url = `postgres://bench@127.0.0.1:${port}/postgres`;
  const query = async (sql: string): Promise<string> =>
    (await runCommand(join(programs, 'psql'), ['-XAtq', '-d', url, '-c', sql], { limitMs: 5000 })).trim();
  const isReady = async (): Promise<boolean> => {
    try {
      return (await query('select 1')) === '1';
    } catch {
      return false;
    }
  };
  const stop = async (): Promise<void> => {
    // A quick end: what is running is given up, nothing is waited for.
    server.kill('SIGINT');
    await ended;
  };
  if (!(await waitFor(isReady, 20_000, 50))) {
    await stop();
    throw new Error('Postgres did not take connections within 20 s.');
  }
  const settings = await query(
    "select string_agg(name || '=' || setting, ' ' order by name) from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')",
  );
  return { pid: server.pid ?? 0, port, url, version: await query('show server_version'), settings, stop };
}

function findPrograms(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(DEBIAN, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')));
  if (found === undefined) throw new Error('Postgres is not installed; it is the package `postgresql` of Debian.');
  return found;
}

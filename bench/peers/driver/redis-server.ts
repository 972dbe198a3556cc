import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { waitFor } from './lanes.ts';
import { freePort, makeFolderFor, runCommand, serverUser } from './server-process.ts';
import type { BenchServer } from './server-process.ts';

/** Redis that writes every command to its log and syncs it before it answers; without snapshots. */
export async function startRedis(parent: string): Promise<BenchServer> {
  const user = serverUser();
  const folder = join(parent, 'redis');
  makeFolderFor(user, parent, folder);
  const port = await freePort();
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--no-appendfsync-on-rewrite', 'no', '--save', ''];
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, ...durable, '--maxmemory-policy', 'noeviction'];
  const server = spawn('redis-server', args, { cwd: folder, ...user, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    server.once('close', () => resolve());
    server.once('error', () => resolve());
  });
  const ask = async (...command: readonly string[]): Promise<string> =>
    runCommand('redis-cli', ['-h', '127.0.0.1', '-p', String(port), ...command], { limitMs: 5000 });
  const isReady = async (): Promise<boolean> => {
    try {
      return (await ask('ping')).trim() === 'PONG';
    } catch {
      return false;
    }
  };
  const stop = async (): Promise<void> => {
    server.kill('SIGKILL');
    await ended;
  };
  if (!(await waitFor(isReady, 10_000, 50))) {
    await stop();
    throw new Error('Redis did not answer within 10 s; it is the package `redis-server` of Debian.');
  }
  const told = [await ask('config', 'get', 'appendonly'), await ask('config', 'get', 'appendfsync')];
  const settings = told.map((lines) => lines.trim().replaceAll('\n', '=')).join(' ');
  const version = /redis_version:(\S+)/u.exec(await ask('info', 'server'))?.[1] ?? 'unknown';
  return { pid: server.pid ?? 0, port, version, settings, stop };
}

import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** A database of the benchmark: a process that it started, on a port of the loopback interface. */
export interface BenchServer {
  readonly pid: number;
  readonly port: number;
  readonly version: string;
  /** How it is set, asked of the running server. */
  readonly settings: string;
  stop(): Promise<void>;
}

/** Who a server runs as: databases refuse to run as root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Null when this process is not root and its own user will do. */
export function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const fields = lines.map((line) => line.split(':'));
  const found = fields.find(([name]) => name === 'postgres') ?? fields.find(([name]) => name === 'nobody');
  if (found === undefined) throw new Error('There is no user `postgres` or `nobody` to run a database as.');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** Makes a folder that only this user can read, below one that everybody may pass through. */
export function makeFolderFor(user: ServerUser | null, parent: string, folder: string): void {
  chmodSync(parent, 0o711);
  mkdirSync(folder, { mode: 0o700 });
  if (user !== null) chownSync(folder, user.uid, user.gid);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (typeof address !== 'object' || address === null) throw new Error('No free port was found.');
  return address.port;
}

/** Runs a command to its end and gives what it printed; throws with its last words when it fails or takes too long. */
export async function runCommand(
  command: string,
  args: readonly string[],
  { user = null, cwd, env = process.env, limitMs = 60_000 }: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, ...user, timeout: limitMs, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let words = '';
    child.stdout.on('data', (part: Buffer) => {
      output += part.toString();
    });
    child.stderr.on('data', (part: Buffer) => {
      words = `${words}${part.toString()}`.slice(-2000);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ended with ${code ?? 'a time-out'}: ${words.trim().split('\n').slice(-3).join(' ')}`));
    });
  });
}

export interface RunOptions {
  readonly user?: ServerUser | null;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly limitMs?: number;
}

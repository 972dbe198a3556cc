import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const COMMAND = fileURLToPath(new URL('../packages/millrace/bin/millrace.mjs', import.meta.url));

export interface ServerOptions {
  readonly dataFolder: string;
  readonly workflowFolder: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Runs what was built instead of the source. */
  readonly isBuilt?: boolean;
}

const readyFile = z.object({ url: z.string(), api_key: z.string(), workspace_id: z.string() });
export type ServerAddress = Readonly<z.infer<typeof readyFile>>;

/** A real server, started as a user starts it, in a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  readonly spawnedAt: number;
  /** Where it listens, as soon as it takes requests; null when it ended before that. */
  readonly ready: Promise<ServerAddress | null>;
  /** Resolves when the process is gone. */
  readonly ended: Promise<ServerEnd>;
  signal(signal: NodeJS.Signals): void;
}

export interface ServerEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last words on its standard error. */
  readonly words: string;
}

export function startServerProcess({ dataFolder, workflowFolder, env = {}, isBuilt = false }: ServerOptions): ServerProcess {
  const readyPath = join(dataFolder, 'ready.json');
  rmSync(readyPath, { force: true });
  const args = ['serve', '--port', '0', '--data', dataFolder, '--workflows', workflowFolder, '--ready-file', readyPath];
  const spawnedAt = Date.now();
  const child = spawn(process.execPath, [...(isBuilt ? [] : ['--conditions=millrace-source']), COMMAND, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (part: Buffer) => {
    words = `${words}${part.toString()}`.slice(-8192);
  });
  let isOver = false;
  const ended = new Promise<ServerEnd>((resolve) => {
    child.once('close', (code, signal) => {
      isOver = true;
      resolve({ code, signal, words });
    });
  });
  return {
    pid: child.pid ?? 0,
    spawnedAt,
    ready: waitUntilReady(readyPath, () => isOver),
    ended,
    signal: (signal) => void child.kill(signal),
  };
}

/** Starts a server and waits until it takes requests. Throws, with its last words, when it ends instead. */
export async function startReadyServer(
  options: ServerOptions,
): Promise<{ readonly server: ServerProcess; readonly address: ServerAddress }> {
  const server = startServerProcess(options);
  const address = await server.ready;
  if (address !== null) return { server, address };
  const { code, signal, words } = await server.ended;
  throw new Error(`The server ended with ${code ?? signal} before it took requests.\n${words}`);
}

async function waitUntilReady(path: string, isOver: () => boolean): Promise<ServerAddress | null> {
  while (!isOver()) {
    const address = readAddress(path);
    if (address !== null) return address;
    await pause(5);
  }
  return null;
}

/** Null while the file is missing or not wholly written. */
function readAddress(path: string): ServerAddress | null {
  try {
    return readyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

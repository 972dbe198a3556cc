import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startReadyServer } from '../tests/server-process.ts';
import type { ServerAddress } from '../tests/server-process.ts';

/** Where all measured files lie: on the disk of the repository, because a temporary folder may be memory. */
const BENCH_FOLDER = fileURLToPath(new URL('../.millrace/bench/', import.meta.url));
const WORKFLOWS = fileURLToPath(new URL('./workflows/', import.meta.url));

function makeBenchFolder(name: string): string {
  mkdirSync(BENCH_FOLDER, { recursive: true });
  return mkdtempSync(join(BENCH_FOLDER, `${name}-`));
}

/** Gives `use` an empty folder and removes it afterwards. */
export async function inBenchFolder<T>(name: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = makeBenchFolder(name);
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface ServerUnderTest {
  readonly pid: number;
  readonly spawnedAt: number;
  readonly readyAt: number;
  readonly address: ServerAddress;
  readonly headers: Readonly<Record<string, string>>;
  /** Resident memory in bytes. */
  memory(): number;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** A real server on the data in that folder, with the workflows of the benchmark. */
export async function startServer(dataFolder: string, settings: NodeJS.ProcessEnv = {}): Promise<ServerUnderTest> {
  mkdirSync(dataFolder, { recursive: true });
  const env = { MILLRACE_LOG_LEVEL: 'error', ...settings };
  const { server, address } = await startReadyServer({ dataFolder, workflowFolder: WORKFLOWS, env });
  const headers = { authorization: `Bearer ${address.api_key}` };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    server.signal(signal);
    await server.ended;
  };
  return {
    pid: server.pid,
    spawnedAt: server.spawnedAt,
    readyAt: Date.now(),
    address,
    headers,
    memory: () => residentBytes(server.pid),
    stop: async () => end('SIGTERM'),
    kill: async () => end('SIGKILL'),
  };
}

/** What a process holds in memory. Read where Linux tells it. */
export function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/u.exec(status)?.[1] ?? Number.NaN) * 1024;
}

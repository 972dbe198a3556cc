import { closeSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compilePreload } from '../fsync/compile-preload.ts';
import { startReadyServer } from '../server-process.ts';
import type { ServerAddress, ServerProcess } from '../server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'millrace-faults-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const compiled = compilePreload(new URL('./faults.c', import.meta.url), folder);

/** Why no fault can be made on this machine, or false. */
export const cannotFault = 'missing' in compiled ? compiled.missing : false;

const PLACES = { clockAheadMs: 0, syncDelayMs: 1, syncFailures: 2, syncsHit: 3 } as const;
const PATIENCE_MS = 60_000;

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A real server in a process of its own, whose clock and disk the test holds. */
export class FaultyServer {
  readonly dataFolder: string;
  server: ServerProcess;
  address: ServerAddress;
  readonly #numbers: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(own: string, env: NodeJS.ProcessEnv, server: ServerProcess, address: ServerAddress) {
    this.dataFolder = join(own, 'data');
    this.#numbers = join(own, 'faults');
    this.#env = env;
    this.server = server;
    this.address = address;
  }

  static async start(env: NodeJS.ProcessEnv = {}): Promise<FaultyServer> {
    const own = mkdtempSync(join(folder, 'server-'));
    mkdirSync(join(own, 'data'));
    const numbers = openSync(join(own, 'faults'), 'w');
    writeSync(numbers, Buffer.alloc(Object.keys(PLACES).length * 8));
    closeSync(numbers);
    const { server, address } = await boot(own, env);
    const faulty = new FaultyServer(own, env, server, address);
    after(async () => {
      faulty.server.signal('SIGKILL');
      await faulty.server.ended;
    });
    return faulty;
  }

  /** Starts it again on the same data, after it has ended. */
  async restart(): Promise<void> {
    ({ server: this.server, address: this.address } = await boot(join(this.dataFolder, '..'), this.#env));
  }

  set(name: keyof typeof PLACES, value: number): void {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    this.#at((file) => {
      writeSync(file, bytes, 0, 8, PLACES[name] * 8);
    });
  }

  get(name: keyof typeof PLACES): number {
    const bytes = Buffer.alloc(8);
    this.#at((file) => {
      readSync(file, bytes, 0, 8, PLACES[name] * 8);
    });
    return Number(bytes.readBigInt64LE());
  }

  async ask(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(`${this.address.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.address.api_key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? {} : JSON.parse(text);
    return { status: response.status, body: isRecord(parsed) ? parsed : {} };
  }

  /** Starts a run and gives its id. */
  async begin(workflow: string, input: unknown, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { status, body } = await this.ask('POST', '/v1/runs', { workflow, input, ...more });
    if (status !== 202) throw new Error(`The start of ${workflow} was answered with ${status}: ${JSON.stringify(body)}`);
    return String(body['id']);
  }

  async run(id: string): Promise<Answer['body']> {
    return (await this.ask('GET', `/v1/runs/${id}`)).body;
  }

  /** The run when it is as wanted. Fails the test when that takes too long. */
  async until(id: string, isReached: (run: Answer['body']) => boolean): Promise<Answer['body']> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const run = await this.run(id);
      if (isReached(run)) return run;
      if (performance.now() > until) throw new Error(`Run ${id} did not come as far; it is ${JSON.stringify(run)}`);
      await pause(25);
    }
  }

  async ended(id: string): Promise<Answer['body']> {
    return this.until(id, ({ finished }) => finished === true);
  }

  #at(use: (file: number) => void): void {
    const file = openSync(this.#numbers, 'r+');
    try {
      use(file);
    } finally {
      closeSync(file);
    }
  }
}

async function boot(
  own: string,
  more: NodeJS.ProcessEnv = {},
): Promise<{ readonly server: ServerProcess; readonly address: ServerAddress }> {
  const library = 'library' in compiled ? compiled.library : '';
  return startReadyServer({
    dataFolder: join(own, 'data'),
    workflowFolder: fileURLToPath(new URL('./workflows', import.meta.url)),
    env: { LD_PRELOAD: library, FAULTS: join(own, 'faults'), ...more },
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

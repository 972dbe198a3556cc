import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const COMMAND = join(import.meta.dirname, '../../packages/millrace/bin/millrace.mjs');
const WORKFLOWS = join(import.meta.dirname, 'workflows');
const PATIENCE_MS = 30_000;

/** What a ready file holds. */
export const ReadyFacts = z.strictObject({ url: z.string(), api_key: z.string(), workspace_id: z.string() });

export interface Outcome {
  readonly code: number | null;
  /** Standard output: the data. */
  readonly out: string;
  /** Standard error: the words. */
  readonly err: string;
}

/** A command line as a process of its own. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
  /** Resolves when its words have come to match. */
  saying(pattern: RegExp): Promise<void>;
}

/** A server as a process of its own, and a data folder that commands find it by. */
export interface CliWorld {
  readonly data: string;
  readonly folder: string;
  readonly server: RunningCommand;
  readonly facts: z.infer<typeof ReadyFacts>;
  run(...words: readonly string[]): Promise<Outcome>;
  begin(...words: readonly string[]): RunningCommand;
}

/** `context` is a test, or the whole file when that is null: the server ends with it. */
export async function openCliWorld(context: TestContext | null, ...more: readonly string[]): Promise<CliWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-cli-'));
  const data = join(folder, 'data');
  const ready = join(folder, 'ready.json');
  const serve = more.includes('dev') ? [] : ['serve', '--workflows', WORKFLOWS];
  const server = command([...serve, ...more, '--port', '0', '--data', data, '--ready-file', ready], { MILLRACE_LOG_LEVEL: 'warn' });
  const close = async (): Promise<void> => {
    server.child.kill('SIGTERM');
    await server.outcome;
    rmSync(folder, { recursive: true, force: true });
  };
  if (context === null) after(close);
  else context.after(close);
  const begin = (...words: readonly string[]): RunningCommand => command(words, { MILLRACE_DATA: data });
  await until(() => existsSync(ready) || server.child.exitCode !== null);
  assert.ok(existsSync(ready), `the server did not start: ${server.child.exitCode}`);
  return {
    data,
    folder,
    server,
    facts: ReadyFacts.parse(JSON.parse(readFileSync(ready, 'utf8'))),
    begin,
    run: async (...words) => begin(...words).outcome,
  };
}

export function command(words: readonly string[], environment: { readonly [name: string]: string } = {}): RunningCommand {
  const env = { ...process.env, MILLRACE_URL: '', MILLRACE_API_KEY: '', MILLRACE_DATA: '', ...environment };
  const child = spawn(process.execPath, ['--conditions=millrace-source', COMMAND, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (part: Buffer) => {
    out += part.toString();
  });
  child.stderr.on('data', (part: Buffer) => {
    err += part.toString();
  });
  const outcome = new Promise<Outcome>((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }));
  });
  return { child, outcome, saying: async (pattern) => until(() => pattern.test(err)) };
}

async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!isSo()) {
    assert.ok(Date.now() < end, 'what was waited for did not happen');
    await pause(20);
  }
}

import type { Run, StartRun } from '@millrace/protocol';
import { connect } from '../find-server.ts';
import type { ServerFlags } from '../find-server.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { followRun } from '../follow-run.ts';
import { loadInput } from '../load-input.ts';
import { parseInputs } from '../run-input.ts';
import { printJson, say } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface StartFlags extends ServerFlags {
  readonly input: readonly string[];
  readonly tag: readonly string[];
  readonly metadata?: string | undefined;
  readonly priority?: string | undefined;
  readonly delay?: string | undefined;
  readonly startAt?: string | undefined;
  readonly ttl?: string | undefined;
  readonly timeout?: string | undefined;
  readonly concurrencyKey?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly wait: boolean;
  readonly watch: boolean;
  readonly json: boolean;
}

/** Starts a run; stays with it when asked to. Without that, prints the id of the run. */
export async function start(terminal: Terminal, workflow: string, flags: StartFlags): Promise<ExitCode> {
  const parts = parseInputs(flags.input);
  const options = startOptions(flags);
  const client = connect(flags, terminal);
  const signal = terminal.interrupted;
  const input = await loadInput(client, parts, { signal, onUpload: (path) => say(terminal, `Uploading ${path} …`) });
  const body = input === undefined ? { workflow, ...options } : { workflow, ...options, input };
  const run = await client.runs.start(body, { idempotencyKey: flags.idempotencyKey, signal });
  announce(terminal, run);
  if (flags.wait || flags.watch) return followRun(client, terminal, run.id, flags);
  printStarted(terminal, run, flags.json);
  return EXIT.done;
}

export function announce(terminal: Terminal, run: Run): void {
  say(terminal, `Started ${run.workflow} #${run.run_number} as run ${run.id}`);
}

export function printStarted(terminal: Terminal, run: Run, json: boolean): void {
  if (json) printJson(terminal, run);
  else terminal.out(`${run.id}\n`);
}

function startOptions(flags: StartFlags): Omit<StartRun, 'workflow' | 'input'> {
  const { tag, metadata, priority, delay, startAt, ttl, timeout, concurrencyKey } = flags;
  return {
    ...(tag.length === 0 ? {} : { tags: [...tag] }),
    ...(metadata === undefined ? {} : { metadata: metadataOf(metadata) }),
    ...(priority === undefined ? {} : { priority: priorityOf(priority) }),
    ...(delay === undefined ? {} : { delay }),
    ...(startAt === undefined ? {} : { start_at: startAt }),
    ...(ttl === undefined ? {} : { ttl }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(concurrencyKey === undefined ? {} : { concurrency_key: concurrencyKey }),
  };
}

function priorityOf(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || text.trim() === '') throw new UsageError(`--priority ${JSON.stringify(text)} is not a whole number.`);
  return value;
}

function metadataOf(text: string): { [key: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`--metadata ${JSON.stringify(text)} is not JSON.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UsageError('--metadata must be a JSON object.');
  return { ...value };
}

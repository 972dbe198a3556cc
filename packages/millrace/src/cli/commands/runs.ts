import type { Run, RunStatus } from '@millrace/protocol';
import { RUN_STATUSES } from '../../domain/run-status.ts';
import { connect } from '../find-server.ts';
import type { ServerFlags } from '../find-server.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { followRun } from '../follow-run.ts';
import { runDetails } from '../run-details.ts';
import { table } from '../table.ts';
import { printJson, say } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { announce, printStarted } from './start.ts';

interface JsonFlags extends ServerFlags {
  readonly json: boolean;
}

export interface ListFlags extends JsonFlags {
  readonly workflow?: string | undefined;
  readonly status: readonly string[];
  readonly tag?: string | undefined;
  readonly limit: string;
}

export async function listRuns(terminal: Terminal, flags: ListFlags): Promise<ExitCode> {
  const limit = limitOf(flags.limit);
  const query = { workflow: flags.workflow, status: flags.status.map(statusOf), tag: flags.tag, limit: Math.min(limit, 100) };
  const list = connect(flags, terminal).runs.list({
    ...query,
    status: query.status.length === 0 ? undefined : query.status,
    signal: terminal.interrupted,
  });
  const runs = await list.all(limit);
  if (flags.json) {
    printJson(terminal, runs);
    return EXIT.done;
  }
  const rows = runs.map((run) => [
    run.id,
    `${run.workflow} #${run.run_number}`,
    run.status,
    `${Math.floor(run.progress.percent)}%`,
    run.timing.created_at,
  ]);
  if (rows.length === 0) say(terminal, 'There are no such runs.');
  else terminal.out(table(['id', 'run', 'status', 'done', 'created'], rows));
  return EXIT.done;
}

export async function getRun(terminal: Terminal, id: string, flags: JsonFlags): Promise<ExitCode> {
  const run = await connect(flags, terminal).runs.get(id, { expand: ['input', 'steps', 'artifacts'], signal: terminal.interrupted });
  if (flags.json) printJson(terminal, run);
  else terminal.out(`${runDetails(run).join('\n')}\n`);
  return EXIT.done;
}

export async function watchRun(terminal: Terminal, id: string, flags: JsonFlags): Promise<ExitCode> {
  return followRun(connect(flags, terminal), terminal, id, { watch: true, json: flags.json });
}

const CANCEL_WORDS = {
  cancelled: 'The run is cancelled.',
  requested: 'The run was asked to stop: it does so at its next safe point, or when its grace is over.',
  too_late: 'The run had ended before.',
} as const;

/** Too late is a failure: what was asked for did not happen. */
export async function cancelRun(terminal: Terminal, id: string, flags: JsonFlags): Promise<ExitCode> {
  const answer = await connect(flags, terminal).runs.cancel(id, { signal: terminal.interrupted });
  say(terminal, CANCEL_WORDS[answer.outcome]);
  if (flags.json) printJson(terminal, answer);
  else terminal.out(`${answer.outcome}\n`);
  return answer.outcome === 'too_late' ? EXIT.failed : EXIT.done;
}

export async function pauseRun(terminal: Terminal, id: string, flags: JsonFlags): Promise<ExitCode> {
  const answer = await connect(flags, terminal).runs.pause(id, { signal: terminal.interrupted });
  say(terminal, answer.outcome === 'paused' ? 'The run is paused.' : 'The run was asked to pause and does so at its next safe point.');
  if (flags.json) printJson(terminal, answer);
  else terminal.out(`${answer.outcome}\n`);
  return EXIT.done;
}

export async function resumeRun(terminal: Terminal, id: string, flags: JsonFlags): Promise<ExitCode> {
  const run = await connect(flags, terminal).runs.resume(id, { signal: terminal.interrupted });
  say(terminal, 'The run goes on.');
  if (flags.json) printJson(terminal, run);
  else terminal.out(`${run.status}\n`);
  return EXIT.done;
}

export interface RetryFlags extends JsonFlags {
  readonly from: string;
  readonly idempotencyKey?: string | undefined;
  readonly wait: boolean;
  readonly watch: boolean;
}

export async function retryRun(terminal: Terminal, id: string, flags: RetryFlags): Promise<ExitCode> {
  const { from } = flags;
  if (from !== 'failure' && from !== 'start') throw new UsageError('--from is either failure or start.');
  const client = connect(flags, terminal);
  const run = await client.runs.retry(id, { from }, { idempotencyKey: flags.idempotencyKey, signal: terminal.interrupted });
  announce(terminal, run);
  if (flags.wait || flags.watch) return followRun(client, terminal, run.id, flags);
  printStarted(terminal, run, flags.json);
  return EXIT.done;
}

function statusOf(text: string): RunStatus {
  const status: Run['status'] | undefined = RUN_STATUSES.find((known) => known === text);
  if (status === undefined) throw new UsageError(`There is no status ${JSON.stringify(text)}. A run is ${RUN_STATUSES.join(', ')}.`);
  return status;
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw new UsageError(`--limit ${JSON.stringify(text)} is not a whole number above 0.`);
  return limit;
}

import { Command, Option } from 'commander';
import type { Flags } from '../config.ts';
import { VERSION } from '../version.ts';
import { createKey, listKeys, revokeKey } from './commands/keys.ts';
import type { CreateKeyFlags, KeyFlags } from './commands/keys.ts';
import { cancelRun, getRun, listRuns, pauseRun, resumeRun, retryRun, watchRun } from './commands/runs.ts';
import type { ListFlags, RetryFlags } from './commands/runs.ts';
import { start } from './commands/start.ts';
import type { StartFlags } from './commands/start.ts';
import type { DoctorFlags } from './commands/doctor.ts';
import type { ExitCode } from './exit-code.ts';
import { INPUT_HELP } from './run-input.ts';
import { addServerOptions, settingFlags } from './server-options.ts';
import type { Terminal } from './terminal.ts';

/** Takes the exit code of the command that was carried out. */
type Done = (code: ExitCode) => void;

const EXIT_CODES =
  'Exit codes: 0 done, 1 a run or the server failed, 2 wrong usage, 130 interrupted. Data goes to stdout, words to stderr.';

/** The commands with their options. Nothing happens before the program is parsed. */
export function makeProgram(terminal: Terminal, done: Done): Command {
  const program = new Command('millrace')
    .description('Durable runs of workflows behind an HTTP API.')
    .version(VERSION)
    .addHelpText('after', `\n${EXIT_CODES}`);
  addServe(program, terminal, done);
  addStart(program, terminal, done);
  addRuns(program.command('runs').description('Look at runs and steer them.'), terminal, done);
  addKeys(program.command('keys').description('Create, list and revoke API keys.'), terminal, done);
  clientOptions(
    program.command('doctor').description('Check that no run is stuck, or explain one run.').argument('[run]', 'the id of a run'),
  ).action(async (run: string | undefined, flags: DoctorFlags) => {
    const { doctor } = await import('./commands/doctor.ts');
    done(await doctor(terminal, run, flags));
  });
  return program;
}

interface ServeFlags {
  readonly readyFile?: string;
  readonly json: boolean;
}

function addServe(program: Command, terminal: Terminal, done: Done): void {
  const run = async (given: ServeFlags, settings: Flags, reload: boolean): Promise<void> => {
    const { serve } = await import('./commands/serve.ts');
    done(await serve(terminal, { flags: { ...settingFlags(given), ...settings }, readyFile: given.readyFile, json: given.json, reload }));
  };
  serveOptions(program.command('serve').description('Run a server.')).action(async (given: ServeFlags) => run(given, {}, false));
  serveOptions(program.command('dev').description('Run a server that loads workflows again when their files change.'))
    .argument('[folder]', 'the folder of the workflows')
    .action(async (workflows: string | undefined, given: ServeFlags) => run(given, workflows === undefined ? {} : { workflows }, true));
}

function serveOptions(command: Command): Command {
  return addServerOptions(command)
    .option('--ready-file <path>', 'write {"url", "api_key", "workspace_id"} there when requests are accepted')
    .option('--json', 'print the same on stdout', false);
}

function addStart(program: Command, terminal: Terminal, done: Done): void {
  const command = program
    .command('start')
    .description('Start a run of a workflow and print its id, or its output with --wait or --watch.')
    .argument('<workflow>', 'name or name@version')
    .option('--input <input>', 'JSON, @file, name=value or name=@file; may be repeated', collect, [])
    .option('--tag <tag>', 'may be repeated', collect, [])
    .option('--metadata <json>', 'a JSON object that is kept with the run')
    .option('--priority <number>', 'higher goes first')
    .option('--delay <duration>', 'start after this time, such as 5m')
    .option('--start-at <time>', 'start at this time, RFC 3339')
    .option('--ttl <duration>', 'fail unless started within this time')
    .option('--timeout <duration>', 'fail unless ended within this time after the start')
    .option('--concurrency-key <key>', 'share a limit with other runs of this key')
    .option('--idempotency-key <key>', 'start one run however often this is called')
    .addHelpText('after', `\n${INPUT_HELP}`);
  followOptions(clientOptions(command)).action(async (workflow: string, flags: StartFlags) => done(await start(terminal, workflow, flags)));
}

function addRuns(runs: Command, terminal: Terminal, done: Done): void {
  clientOptions(runs.command('list').description('List runs, newest first.'))
    .option('--workflow <name>', 'only runs of this workflow')
    .option('--status <status>', 'only runs of this status; may be repeated', collect, [])
    .option('--tag <tag>', 'only runs with this tag')
    .option('--limit <number>', 'at most so many', '25')
    .action(async (flags: ListFlags) => done(await listRuns(terminal, flags)));
  const onRun = (name: string, description: string): Command =>
    clientOptions(runs.command(name).description(description).argument('<run>', 'the id of the run'));
  onRun('get', 'Show a run with its steps and files.').action(async (id: string, flags: KeyFlags) =>
    done(await getRun(terminal, id, flags)),
  );
  onRun('watch', 'Watch a run until it ends, then print its output.').action(async (id: string, flags: KeyFlags) =>
    done(await watchRun(terminal, id, flags)),
  );
  onRun('cancel', 'Cancel a run and what it started.').action(async (id: string, flags: KeyFlags) =>
    done(await cancelRun(terminal, id, flags)),
  );
  onRun('pause', 'Pause a run at its next safe point.').action(async (id: string, flags: KeyFlags) =>
    done(await pauseRun(terminal, id, flags)),
  );
  onRun('resume', 'Let a paused run go on.').action(async (id: string, flags: KeyFlags) => done(await resumeRun(terminal, id, flags)));
  followOptions(onRun('retry', 'Start the next attempt of a failed or cancelled run.'))
    .option('--from <place>', 'failure takes over what was completed, start does everything again', 'failure')
    .option('--idempotency-key <key>', 'retry once however often this is called')
    .action(async (id: string, flags: RetryFlags) => done(await retryRun(terminal, id, flags)));
}

function addKeys(keys: Command, terminal: Terminal, done: Done): void {
  clientOptions(
    keys.command('create').description('Create a key and print it; it is never shown again.').argument('<name>', 'a name for people'),
  )
    .option('--scope <scope>', 'what it may do; may be repeated. All that the asking key may do, when left out', collect, [])
    .option('--expires <duration>', 'how long it works, such as 30d, or never')
    .action(async (name: string, flags: CreateKeyFlags) => done(await createKey(terminal, name, flags)));
  clientOptions(keys.command('list').description('List keys.')).action(async (flags: KeyFlags) => done(await listKeys(terminal, flags)));
  clientOptions(keys.command('revoke').description('Revoke a key for good.').argument('<key>', 'the id of the key')).action(
    async (id: string, flags: KeyFlags) => done(await revokeKey(terminal, id, flags)),
  );
}

/** Options of every command that talks to a server. */
function clientOptions(command: Command): Command {
  return command
    .addOption(new Option('--url <url>', 'the server [MILLRACE_URL, or the one that runs on the data folder]'))
    .addOption(new Option('--api-key <key>', 'the key [MILLRACE_API_KEY, or the one in the data folder]'))
    .addOption(new Option('--data <folder>', 'the data folder of a server on this machine [MILLRACE_DATA, .millrace]'))
    .option('--json', 'print JSON', false);
}

function followOptions(command: Command): Command {
  return command
    .option('--wait', 'wait for the end of the run and print its output', false)
    .option('--watch', 'the same, and show how it goes on', false);
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

import process, { argv, env, exit, stderr, stdout } from 'node:process';
import { EXIT } from './exit-code.ts';
import { Interruption } from './interruption.ts';
import { runCli } from './run-cli.ts';

/** Entry of the process: importing it carries out the command line. */

const interrupted = new AbortController();

function interrupt(by: 'SIGINT' | 'SIGTERM'): void {
  // Whoever asks twice does not want to wait.
  if (interrupted.signal.aborted) exit(EXIT.interrupted);
  interrupted.abort(new Interruption(by));
}

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// The reader of a pipe may go away early, as `head` does.
stdout.on('error', () => exit(EXIT.done));

process.exitCode = await runCli(argv.slice(2), {
  out: (text) => void stdout.write(text),
  err: (text) => void stderr.write(text),
  isScreen: stderr.isTTY,
  columns: () => stderr.columns,
  environment: env,
  interrupted: interrupted.signal,
});
process.off('SIGINT', interrupt);
process.off('SIGTERM', interrupt);

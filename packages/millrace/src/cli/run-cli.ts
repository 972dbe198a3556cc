import { MillraceApiError } from '@millrace/client';
import { CommanderError } from 'commander';
import { ConfigError } from '../config.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { failureWords } from './failure-words.ts';
import { makeProgram } from './program.ts';
import { say } from './terminal.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Carries out one command line, without the name of the program, and gives the exit code. Never throws. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  const program = makeProgram(terminal, (result) => {
    code = result;
  });
  quieten(program, terminal);
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    return codeOfFailure(error, terminal, words.includes('--json'));
  }
}

/** Commander would end the process by itself. */
function quieten(command: ReturnType<typeof makeProgram>, terminal: Terminal): void {
  command.exitOverride().configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  for (const inner of command.commands) quieten(inner, terminal);
}

function codeOfFailure(error: unknown, terminal: Terminal, json: boolean): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (terminal.interrupted.aborted) return EXIT.interrupted;
  if (error instanceof UsageError || error instanceof ConfigError) {
    say(terminal, error.message);
    return EXIT.usage;
  }
  if (json && MillraceApiError.is(error)) say(terminal, JSON.stringify(error.body));
  else say(terminal, failureWords(error));
  return EXIT.failed;
}

import { resolve as absolute } from 'node:path';
import { readConfig } from '../../config.ts';
import type { Config, Flags } from '../../config.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { failureWords } from '../failure-words.ts';
import { Interruption } from '../interruption.ts';
import { removeReadyFile, writeReadyFile } from '../ready-file.ts';
import { printJson, say } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { watchFolder } from '../watch-folder.ts';

export interface ServeOptions {
  readonly flags: Flags;
  readonly readyFile: string | undefined;
  readonly json: boolean;
  /** Loads workflows again when a file in their folder changes. */
  readonly reload: boolean;
}

/** Runs a server until the process is told to stop. */
export async function serve(terminal: Terminal, { flags, readyFile, json, reload }: ServeOptions): Promise<ExitCode> {
  const config = readConfig(flags, terminal.environment);
  if (readyFile !== undefined) removeReadyFile(readyFile);
  // Loaded late: no other command needs the server, and it takes a while to load.
  const { startMillrace } = await import('../../main.ts');
  const server = await startMillrace(config);
  const facts = { url: server.url, api_key: server.apiKey, workspace_id: server.workspaceId };
  if (readyFile !== undefined) writeReadyFile(readyFile, facts);
  if (json) printJson(terminal, facts);
  say(terminal, `Millrace listens on ${server.url}. Its data is in ${absolute(config.data)}. Ctrl-C stops it.`);
  const stopWatching = reload ? reloadOnChange(terminal, config, async () => server.reload()) : null;
  await aborted(terminal.interrupted);
  stopWatching?.();
  say(terminal, 'Millrace stops when the steps that are running have ended.');
  await server.close();
  if (readyFile !== undefined) removeReadyFile(readyFile);
  return Interruption.isByHand(terminal.interrupted.reason) ? EXIT.interrupted : EXIT.done;
}

/** One reload at a time; a change in the meantime asks for another one. */
function reloadOnChange(terminal: Terminal, config: Config, load: () => Promise<void>): () => void {
  let queue = Promise.resolve();
  return watchFolder(absolute(config.workflows), () => {
    queue = queue.then(load).then(
      () => say(terminal, 'The workflows were loaded again.'),
      (error: unknown) => say(terminal, `The workflows were not loaded again: ${failureWords(error)}`),
    );
  });
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve, { once: true });
  });
}

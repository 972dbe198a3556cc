import type { Millrace } from '@millrace/client';
import type { Run } from '@millrace/protocol';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { openDisplay } from './progress-display.ts';
import { endLine } from './progress-lines.ts';
import { printJson, say } from './terminal.ts';
import type { Terminal } from './terminal.ts';

export interface FollowOptions {
  readonly watch: boolean;
  /** Prints the whole run instead of its output. */
  readonly json: boolean;
}

/** Stays with a run until it ends, then prints its output. The exit code says whether it completed. */
export async function followRun(client: Millrace, terminal: Terminal, id: string, { watch, json }: FollowOptions): Promise<ExitCode> {
  try {
    if (watch) await showChanges(client, terminal, id);
    const run = await client.runs.wait(id, { signal: terminal.interrupted });
    say(terminal, endLine(run));
    if (watch) await listFiles(client, terminal, run);
    if (json) printJson(terminal, run);
    else if (run.status === 'completed') printJson(terminal, run.output ?? null);
    return run.status === 'completed' ? EXIT.done : EXIT.failed;
  } catch (error) {
    if (terminal.interrupted.aborted) say(terminal, `The run goes on. Come back to it with: millrace runs watch ${id}`);
    throw error;
  }
}

async function showChanges(client: Millrace, terminal: Terminal, id: string): Promise<void> {
  const display = openDisplay(terminal);
  try {
    for await (const run of client.runs.changes(id, { signal: terminal.interrupted })) display.show(run);
  } finally {
    display.close();
  }
}

async function listFiles(client: Millrace, terminal: Terminal, run: Run): Promise<void> {
  const artifacts = await client.runs.artifacts.list(run.id, { signal: terminal.interrupted }).all();
  for (const { role, path, size_bytes: size } of artifacts) {
    if (role === 'output') say(terminal, `  ${path} (${size.toLocaleString('en-US')} bytes)`);
  }
}

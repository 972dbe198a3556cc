import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Millrace as Client } from '../packages/client/src/index.ts';
import { readConfig } from '../packages/millrace/src/config.ts';
import { startMillrace, type Millrace } from '../packages/millrace/src/main.ts';
import { runMainJob } from './main-job/run-main-job.ts';

/**
 * What `npm start` does: starts Millrace with the workflows of `examples/`, runs the main job once, shows what came out
 * of it and keeps serving. With `--once` it does so on a free port and a new data folder, and ends with 0 when the run
 * completed and every printed link answered.
 */

const root = join(import.meta.dirname, '..');
const once = process.argv.includes('--once');
const temporary = once ? mkdtempSync(join(tmpdir(), 'millrace-once-')) : null;

const flags = {
  workflows: join(root, 'examples'),
  logLevel: 'warn',
  ...(temporary === null ? { data: join(root, '.millrace') } : { port: '0', data: temporary }),
};
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

const millrace = await startMillrace(readConfig(flags, process.env));
try {
  process.exitCode = (await main(millrace)) ? 0 : 1;
} finally {
  await millrace.close();
  if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
}

async function main({ url, apiKey, workspaceId }: Millrace): Promise<boolean> {
  say(`Millrace is serving on ${url}`);
  const client = new Client({ baseUrl: url, apiKey });
  const allWell = await runMainJob({ client, url, apiKey, workspaceId, say, interrupted: stop.signal, checkLinks: once });
  if (once) return allWell;
  say(`\nMillrace goes on serving on ${url}; end it with ctrl-c.`);
  await new Promise<void>((resolve) => {
    if (stop.signal.aborted) resolve();
    else stop.signal.addEventListener('abort', () => resolve());
  });
  return true;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

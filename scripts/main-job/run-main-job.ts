import type { Millrace as Client } from '../../packages/client/src/index.ts';
import { followRun } from '../../packages/millrace/src/cli/follow-run.ts';
import { curlLine, findSilent, shownRequests } from './links.ts';

interface MainJob {
  readonly client: Client;
  readonly url: string;
  readonly apiKey: string;
  readonly interrupted: AbortSignal;
  /** Follows every printed link and runs every printed line, and says which did not answer. */
  readonly checkLinks: boolean;
  readonly say: (line: string) => void;
}

/** Runs the workflow `leavers` on its own sample over HTTP and shows what a user would want to see. True when all went well. */
export async function runMainJob({ client, url, apiKey, interrupted, checkLinks, say }: MainJob): Promise<boolean> {
  say('Running the main job: who left which company, where they went, and whom to ask at both ends.\n');
  const run = await client.runs.start({ workflow: 'leavers', tags: ['main-job'] });
  const terminal = {
    out: (text: string) => void process.stdout.write(text),
    err: (text: string) => void process.stderr.write(text),
    isScreen: process.stderr.isTTY,
    columns: () => process.stderr.columns,
    environment: process.env,
    interrupted,
  };
  const exitCode = await followRun(client, terminal, run.id, { watch: true, json: false });
  const artifacts = await client.runs.artifacts.list(run.id).all();
  const links = artifacts
    .filter(({ role }) => role === 'output')
    .map(({ path, signed_url: signed }) => ({ path, link: new URL(signed, url).href }));
  say('\nFiles (the links work without a key until they expire):');
  for (const { path, link } of links) say(`  ${path}\n    ${link}`);
  const requests = shownRequests(url, apiKey, run.id);
  say('\nThe same over HTTP:');
  for (const request of requests) say(`  ${curlLine(request)}`);
  if (!checkLinks) return exitCode === 0;
  const silent = await findSilent(
    links.map(({ link }) => link),
    requests,
  );
  for (const problem of silent) say(`\nThis did not answer: ${problem}`);
  return exitCode === 0 && links.length >= 3 && silent.length === 0;
}

import type { Millrace as Client } from '../../packages/client/src/index.ts';
import { followRun } from '../../packages/millrace/src/cli/follow-run.ts';
import { runDialects } from './dialect-lines.ts';
import { curlLine, findSilent, shownRequests, type ShownRequest } from './links.ts';

interface MainJob {
  readonly client: Client;
  readonly url: string;
  readonly apiKey: string;
  readonly workspaceId: string;
  readonly interrupted: AbortSignal;
  /** Follows every printed link and runs every printed line, and says which did not answer. */
  readonly checkLinks: boolean;
  readonly say: (line: string) => void;
}

/** Runs the workflow `leavers` on its own sample over HTTP and shows what a user would want to see. True when all went well. */
export async function runMainJob({ client, url, apiKey, workspaceId, interrupted, checkLinks, say }: MainJob): Promise<boolean> {
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
  const dialects = await showDialects({ client, url, apiKey, workspaceId, leaversRunId: run.id }, say);
  if (!checkLinks) return exitCode === 0;
  const silent = await findSilent(
    links.map(({ link }) => link),
    [...requests, ...dialects],
  );
  for (const problem of silent) say(`\nThis did not answer: ${problem}`);
  return exitCode === 0 && links.length >= 3 && silent.length === 0;
}

/** Ends with the five run APIs over the same server: a client of each needs only another base URL. */
async function showDialects(setup: Parameters<typeof runDialects>[0], say: (line: string) => void): Promise<readonly ShownRequest[]> {
  say('\nThe same server speaks five documented run APIs. Each line shows a run of the workflow that does its job:');
  const lines = await runDialects(setup);
  for (const { title, workflow, state, request } of lines) say(`  ${title} (${workflow}, ${state})\n    ${curlLine(request)}`);
  return lines.map(({ request }) => request);
}

import { execFile } from 'node:child_process';

const NOT_FOUND = 127;

/** A request that is shown as a line for a shell. */
export interface ShownRequest {
  readonly url: string;
  readonly apiKey: string;
  /** Makes it a POST. */
  readonly body?: string;
  readonly prefer?: string;
}

/** Three requests that show what to do next: the status of the run, its first records, and one more run. */
export function shownRequests(url: string, apiKey: string, runId: string): readonly ShownRequest[] {
  return [
    { url: `${url}/v1/runs/${runId}/status`, apiKey },
    { url: `${url}/v1/runs/${runId}/records/leavers?limit=3`, apiKey },
    { url: `${url}/v1/runs`, apiKey, body: '{"workflow":"hello","input":{"name":"Millrace"}}', prefer: 'wait=5' },
  ];
}

/** The request as a line that works as it stands. */
export function curlLine({ url, apiKey, body, prefer }: ShownRequest): string {
  const words = ['curl', '-sf', '-H', `'Authorization: Bearer ${apiKey}'`];
  if (body !== undefined) words.push('-H', "'Content-Type: application/json'", '-d', `'${body}'`);
  if (prefer !== undefined) words.push('-H', `'Prefer: ${prefer}'`);
  return [...words, `'${url}'`].join(' ');
}

/** The links that do not give a file, and the lines that a shell cannot run or that print nothing. */
export async function findSilent(links: readonly string[], requests: readonly ShownRequest[]): Promise<readonly string[]> {
  const files = await Promise.all(links.map(async (link) => ((await gives(link)) ? [] : [link])));
  const lines = await Promise.all(requests.map(async (request) => ((await printsSomething(request)) ? [] : [curlLine(request)])));
  return [...files, ...lines].flat();
}

async function printsSomething(request: ShownRequest): Promise<boolean> {
  const { code, stdout } = await runLine(curlLine(request));
  // A machine without curl still shows whether the server answers.
  if (code === NOT_FOUND) return gives(request.url, fetchOptions(request));
  return code === 0 && stdout !== '';
}

function runLine(line: string): Promise<{ readonly code: unknown; readonly stdout: string }> {
  return new Promise((resolve) => {
    execFile('sh', ['-c', line], { timeout: 20_000 }, (error, stdout) => {
      resolve({ code: error === null ? 0 : error.code, stdout });
    });
  });
}

function fetchOptions({ apiKey, body }: ShownRequest): RequestInit {
  const headers = { Authorization: `Bearer ${apiKey}` };
  return body === undefined ? { headers } : { method: 'POST', body, headers: { ...headers, 'Content-Type': 'application/json' } };
}

async function gives(url: string, options: RequestInit = {}): Promise<boolean> {
  const response = await fetch(url, options);
  const bytes = await response.arrayBuffer();
  return response.ok && bytes.byteLength > 0;
}

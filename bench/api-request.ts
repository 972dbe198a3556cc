import { z } from 'zod';
import type { ServerUnderTest } from './server-under-test.ts';

const run = z.object({ id: z.string(), status: z.string(), seq: z.int(), version: z.string() });
export type StartedRun = z.infer<typeof run>;

export async function startRun(
  server: ServerUnderTest,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<StartedRun> {
  return run.parse(await request(server, 'POST', '/v1/runs', { body, headers }));
}

export async function waitForStatus(server: ServerUnderTest, runId: string, status: string): Promise<void> {
  for (;;) {
    const now = run.parse(await request(server, 'GET', `/v1/runs/${runId}`));
    if (now.status === status) return;
  }
}

/** Sends a request and gives the body; throws, with the answer, unless it is a 2xx. */
export async function request(
  { address, headers }: ServerUnderTest,
  method: 'GET' | 'POST',
  path: string,
  more: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<unknown> {
  const init: RequestInit = { method, headers: { ...headers, 'content-type': 'application/json', ...more.headers } };
  if (more.body !== undefined) init.body = JSON.stringify(more.body);
  const response = await fetch(`${address.url}${path}`, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
  return JSON.parse(text);
}

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { Problem, Run } from '../../packages/protocol/src/index.ts';
import { SCOPES } from '../../packages/millrace/src/auth/policy.ts';
import { createApiKey } from '../../packages/millrace/src/commands/create-api-key.ts';
import { createWorkspace } from '../../packages/millrace/src/commands/create-workspace.ts';
import { readConfig } from '../../packages/millrace/src/config.ts';
import { startMillrace, type Millrace } from '../../packages/millrace/src/main.ts';
import { OpenApiCheck } from './openapi-check.ts';

const WORKFLOWS = fileURLToPath(new URL('./workflows/', import.meta.url));

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as this resource; throws when it is something else. */
  as<S extends z.ZodType>(schema: S): z.output<S>;
  /** The code of a problem. */
  code(): string;
  /** The places of a problem. */
  pointers(): readonly string[];
}

export interface RequestOptions {
  readonly method?: string;
  readonly body?: unknown;
  /** Null sends no key at all. */
  readonly key?: string | null;
  readonly headers?: { readonly [name: string]: string };
  readonly signal?: AbortSignal;
}

/** The real server with its threads, on a data folder of its own. Every answer is held against its OpenAPI document. */
export interface Api {
  readonly url: string;
  readonly key: string;
  readonly workspaceId: string;
  /** The data folder. */
  readonly data: string;
  /** A key with all scopes of another workspace. */
  readonly strangerKey: string;
  readonly millrace: Millrace;
  readonly check: OpenApiCheck;
  request(path: string, options?: RequestOptions): Promise<Answer>;
  /** Starts a run and gives its body; the start has to be accepted. */
  start(workflow: string, input?: unknown, more?: object): Promise<Run>;
  /** Starts a run and waits for its end. */
  finish(workflow: string, input?: unknown, more?: object): Promise<Run>;
  /** The run, as soon as it is in that status. */
  until(runId: string, status: Run['status']): Promise<Run>;
  close(): Promise<void>;
}

export async function startApi(): Promise<Api> {
  const data = mkdtempSync(join(tmpdir(), 'millrace-api-'));
  const config = readConfig({ data, workflows: WORKFLOWS, port: '0', logLevel: 'error' }, {});
  const millrace = await startMillrace(config);
  const { url, apiKey: key, workspaceId, context } = millrace;
  const stranger = await createWorkspace(context, { name: 'stranger', sampleKey: randomBytes(32).toString('hex') });
  const caller = { workspaceId: stranger.id, actor: null, requestId: null, via: 'api' } as const;
  const wish = { name: 'all', scopes: SCOPES, expiresAt: null, grantable: new Set(SCOPES) };
  const { token: strangerKey } = await createApiKey(context, caller, wish);
  const check = new OpenApiCheck(await (await fetch(`${url}/openapi.json`)).json());
  const request = requester(url, key, check);
  const close = async (): Promise<void> => {
    await millrace.close();
    rmSync(data, { recursive: true, force: true });
  };
  return { url, key, workspaceId, data, strangerKey, millrace, check, request, ...runsOver(request), close };
}

function requester(url: string, key: string, check: OpenApiCheck): Api['request'] {
  return async (path, options = {}) => {
    const method = options.method ?? (options.body === undefined ? 'GET' : 'POST');
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(options.key === null ? {} : { authorization: `Bearer ${options.key ?? key}` }),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const text = await response.text();
    check.check({ method, path, status: response.status, contentType: response.headers.get('content-type'), text });
    return answerOf(response, text);
  };
}

function answerOf({ status, headers }: Response, text: string): Answer {
  const problem = (): Problem => Problem.parse(JSON.parse(text));
  return {
    status,
    headers,
    text,
    as: (schema) => schema.parse(JSON.parse(text)),
    code: () => problem().code,
    pointers: () => problem().errors.map(({ pointer }) => pointer),
  };
}

function runsOver(request: Api['request']): Pick<Api, 'start' | 'finish' | 'until'> {
  const begin = async (prefer: { readonly [name: string]: string }, workflow: string, input: unknown, more: object): Promise<Run> => {
    const answer = await request('/v1/runs', { body: { workflow, input, ...more }, headers: prefer });
    if (answer.status !== 202 && answer.status !== 200) throw new Error(`The run was not accepted: ${answer.text}`);
    return answer.as(Run);
  };
  return {
    start: async (workflow, input, more = {}) => begin({}, workflow, input, more),
    finish: async (workflow, input, more = {}) => begin({ prefer: 'wait=30' }, workflow, input, more),
    until: async (runId, status) => {
      for (;;) {
        const answer = await request(`/v1/runs/${runId}`);
        const run = answer.as(Run);
        if (run.status === status) return run;
        if (run.finished) throw new Error(`The run ended as ${run.status}: ${answer.text}`);
        await request(`/v1/runs/${runId}?wait=10`, { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } });
      }
    },
  };
}

/** The review that a run waits for. */
export function reviewOf(run: Run): string {
  return run.waiting_for?.review_id ?? '';
}

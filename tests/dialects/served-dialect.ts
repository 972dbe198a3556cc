import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { z } from 'zod';
import { Run } from '../../packages/protocol/src/index.ts';
import { SCOPES, type Scope } from '../../packages/millrace/src/auth/policy.ts';
import { createApiKey } from '../../packages/millrace/src/commands/create-api-key.ts';
import { createWorkspace } from '../../packages/millrace/src/commands/create-workspace.ts';
import { readConfig, type Flags } from '../../packages/millrace/src/config.ts';
import { startMillrace, type Millrace } from '../../packages/millrace/src/main.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as this; throws, naming what is missing, extra or of another type. */
  as<S extends z.ZodType>(schema: S): z.output<S>;
}

export interface Ask {
  readonly method?: string;
  /** Sent as JSON, unless it is a form or bytes. */
  readonly body?: unknown;
  /** Null sends none. */
  readonly key?: string | null;
  readonly headers?: { readonly [name: string]: string };
}

/** The real server over plain HTTP, seen through one dialect and through the native API. */
export class ServedDialect {
  readonly millrace: Millrace;
  readonly vendor: string;

  private constructor(millrace: Millrace, vendor: string) {
    this.millrace = millrace;
    this.vendor = vendor;
  }

  /** Serves the workflows of `tests/dialects/<vendor>/workflows`, until the test file has ended. */
  static async start(vendor: string, flags: Flags = {}): Promise<ServedDialect> {
    const data = mkdtempSync(join(tmpdir(), `millrace-${vendor}-`));
    const workflows = join(import.meta.dirname, vendor, 'workflows');
    const config = readConfig({ data, workflows, port: '0', logLevel: 'error', drainMs: '2s', ...flags }, {});
    const millrace = await startMillrace(config);
    after(async () => {
      await millrace.close();
      rmSync(data, { recursive: true, force: true });
    });
    return new ServedDialect(millrace, vendor);
  }

  /** What a client of the vendor would use as its base URL. */
  get base(): string {
    return `${this.millrace.url}/dialects/${this.vendor}`;
  }

  /** A request to the dialect; a path, or a whole URL. */
  async ask(path: string, options: Ask = {}): Promise<Answer> {
    return this.send(path.startsWith('http') ? path : this.base + path, options);
  }

  async native(path: string, options: Ask = {}): Promise<Answer> {
    return this.send(this.millrace.url + path, options);
  }

  /** Starts a run natively. */
  async start(workflow: string, more: object = {}): Promise<Run> {
    const answer = await this.native('/v1/runs', { body: { workflow, ...more } });
    if (answer.status !== 202) throw new Error(`The run was not accepted: ${answer.text}`);
    return answer.as(Run);
  }

  async run(runId: string): Promise<Run> {
    return (await this.native(`/v1/runs/${runId}`)).as(Run);
  }

  /** The run as soon as it is like this, without looking more often than it changes. Fails when it ends otherwise. */
  async until(runId: string, reached: (run: Run) => boolean): Promise<Run> {
    for (;;) {
      const answer = await this.native(`/v1/runs/${runId}`);
      const run = answer.as(Run);
      if (reached(run)) return run;
      if (run.finished) throw new Error(`The run ended as ${run.status}: ${answer.text}`);
      await this.native(`/v1/runs/${runId}`, { headers: { prefer: 'wait=10', 'if-none-match': answer.headers.get('etag') ?? '' } });
    }
  }

  async status(runId: string, status: Run['status']): Promise<Run> {
    return this.until(runId, (run) => run.status === status);
  }

  /** A key of this workspace with these scopes only. */
  async keyWith(scopes: readonly Scope[]): Promise<string> {
    return this.mint(this.millrace.workspaceId, scopes);
  }

  /** A key with all scopes of another workspace. */
  async strangerKey(): Promise<string> {
    const workspace = await createWorkspace(this.millrace.context, { name: 'stranger', sampleKey: 'ab'.repeat(32) });
    return this.mint(workspace.id, SCOPES);
  }

  private async mint(workspaceId: string, scopes: readonly Scope[]): Promise<string> {
    const caller = { workspaceId, actor: null, requestId: null, via: 'api' } as const;
    const wish = { name: 'test', scopes, expiresAt: null, grantable: new Set(SCOPES) };
    return (await createApiKey(this.millrace.context, caller, wish)).token;
  }

  private async send(url: string, { method, body, key, headers }: Ask): Promise<Answer> {
    const isPlain = body === undefined || body instanceof FormData || body instanceof Uint8Array;
    const response = await fetch(url, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key ?? this.millrace.apiKey}` }),
        ...(isPlain ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: bodyOf(body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString();
    const as = <S extends z.ZodType>(schema: S): z.output<S> => {
      const parsed = schema.safeParse(JSON.parse(text));
      if (parsed.success) return parsed.data;
      throw new Error(`${method ?? 'GET'} ${url} answered ${response.status} ${text.slice(0, 2000)}\n${z.prettifyError(parsed.error)}`);
    };
    return { status: response.status, headers: response.headers, bytes, text, as };
  }
}

function bodyOf(body: unknown): string | FormData | Uint8Array<ArrayBuffer> {
  if (body instanceof FormData) return body;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return typeof body === 'string' ? body : JSON.stringify(body);
}

import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import type { z } from 'zod';
import { workflowId } from '../../../packages/millrace/src/dialects/workflow-id.ts';
import type { Answer, Ask, ServedDialect } from '../served-dialect.ts';
import { Data, Outputs, Overview, Steps } from './result-schemas.ts';
import { RunDetail, RunList, RunStatus, Summary } from './schemas.ts';

type Body<S extends z.ZodType<{ readonly data: unknown }>> = z.output<S>['data'];

/** A run as every endpoint about it shows it, each answer held against its schema. */
export interface Look {
  readonly status: Body<typeof RunStatus>;
  readonly run: Body<typeof RunDetail>;
  readonly steps: Body<typeof Steps>;
  readonly overview: Body<typeof Overview>;
  readonly outputs: Body<typeof Outputs>;
  readonly data: Body<typeof Data>;
}

/** The runs of one workflow, seen through the dialect. */
export class Runs {
  readonly served: ServedDialect;
  readonly workflow: string;
  readonly id: string;

  constructor(served: ServedDialect, workflow: string, id: string = workflowId(served.millrace.workspaceId, workflow)) {
    this.served = served;
    this.workflow = workflow;
    this.id = id;
  }

  get base(): string {
    return `/api/v1/workflows/${this.id}`;
  }

  async ask(path: string, options: Ask = {}): Promise<Answer> {
    return this.served.ask(this.base + path, options);
  }

  /** The data of an answer that is 200 and fits. */
  async read<S extends z.ZodType<{ readonly data: unknown }>>(path: string, schema: S, options: Ask = {}): Promise<Body<S>> {
    const answer = await this.ask(path, options);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.headers.get('x-onepin-required-version'), '0.1.0');
    return answer.as(schema).data;
  }

  async post<S extends z.ZodType<{ readonly data: unknown }>>(path: string, schema: S): Promise<Body<S>> {
    return this.read(path, schema, { method: 'POST' });
  }

  /** Looks at a run from all sides. It must not change meanwhile. */
  async look(runId: string): Promise<Look> {
    const own = `/runs/${runId}`;
    const [status, again, run, steps, overview, outputs, data, list] = await Promise.all([
      this.read(`${own}/status`, RunStatus),
      // Out of the cache, and by the router.
      this.read(`${own}/status?`, RunStatus),
      this.read(own, RunDetail),
      this.read(`${own}/steps?include_result=true`, Steps),
      this.read(`${own}/overview`, Overview),
      this.read(`${own}/outputs`, Outputs),
      this.read(`${own}/data?include_dropped=true`, Data),
      this.read('/runs', RunList),
    ]);
    await this.read('/runs/summary', Summary);
    assert.deepEqual(again, status);
    const { definition_snapshot: _snapshot, credits: _credits, pause_requested_at: pausing, paused_at: paused, ...light } = run;
    assert.deepEqual(status, pausing === null && paused === null ? light : { ...light, pause_requested_at: pausing, paused_at: paused });
    assert.deepEqual([overview.run.status, outputs.run_status, data.run_status], [status.status, status.status, status.status]);
    const item = list.find(({ id }) => id === runId);
    for (const [name, value] of Object.entries(item ?? {})) assert.deepEqual(value, new Map(Object.entries(run)).get(name), name);
    assert.ok(item !== undefined);
    return { status, run, steps, overview, outputs, data };
  }
}

/** Something on loopback that answers a request when it is told to. */
export class Gate {
  readonly url: string;
  private readonly waiting: ServerResponse[];

  private constructor(url: string, waiting: ServerResponse[]) {
    this.url = url;
    this.waiting = waiting;
  }

  static async open(): Promise<Gate> {
    const waiting: ServerResponse[] = [];
    const server = createServer((_request, response) => {
      waiting.push(response);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });
    return new Gate(`http://127.0.0.1:${portOf(server.address())}`, waiting);
  }

  release(): void {
    for (const response of this.waiting.splice(0)) response.end('released');
  }
}

function portOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : assert.fail();
}

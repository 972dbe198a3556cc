import { type Behaviour, ModelUnderTest } from './model-under-test.ts';
import { after } from 'node:test';
import { env } from 'node:process';
import { join } from 'node:path';
import type { Json } from '../../../../packages/millrace/src/domain/json.ts';
import type { UsageEntry } from '../../../../packages/millrace/src/domain/usage.ts';
import { MillraceUnderTest } from '../../../../tests/engine/millrace-under-test.ts';
import { agentOutput } from '../agent-schemas.ts';

type AgentOutput = ReturnType<typeof agentOutput.parse>;
type Members = { readonly [key: string]: Json };

export const KEY = 'sk-test-0123456789abcdef';
export const WORKFLOWS = join(import.meta.dirname, '../..');

/** A Millrace whose environment names an endpoint with models that behave as a test wants. */
export class AgentUnderTest {
  readonly endpoint: ModelUnderTest;
  readonly url: string;
  readonly under: MillraceUnderTest;

  private constructor(endpoint: ModelUnderTest, url: string, under: MillraceUnderTest) {
    this.endpoint = endpoint;
    this.url = url;
    this.under = under;
  }

  static async start(behaviours: { readonly [model: string]: Behaviour }): Promise<AgentUnderTest> {
    const endpoint = new ModelUnderTest(behaviours);
    const url = await endpoint.listen();
    after(() => endpoint.close());
    env['MILLRACE_MODEL_URL'] = url;
    env['MILLRACE_MODEL_KEY'] = KEY;
    delete env['MILLRACE_MODEL_NAME'];
    return new AgentUnderTest(endpoint, url, await MillraceUnderTest.start({ workflows: WORKFLOWS }));
  }

  begin(input: Json): Promise<string> {
    return this.under.begin('invoice-agent', input);
  }

  /** A run on the British invoice with the model of that name. */
  withModel(name: string, more: Members = {}): Promise<string> {
    return this.begin({ file: { shipped: 'kestrel.pdf' }, model: { name }, ...more });
  }

  async output(id: string): Promise<AgentOutput> {
    return agentOutput.parse(await this.under.output(id));
  }

  async failure(
    id: string,
  ): Promise<{ readonly code: string; readonly message: string; readonly step: string | null; readonly attempt: number | null }> {
    const run = await this.under.status(id, 'failed');
    if (run.status !== 'failed') throw new Error(`Run ${id} is ${run.status}.`);
    return run.error;
  }

  usage(id: string): readonly UsageEntry[] {
    return this.under.changes(id).flatMap((change) => (change.type === 'usage.recorded' ? [change.entry] : []));
  }

  total(id: string, meter: string): number {
    return this.usage(id)
      .filter((entry) => entry.meter === meter)
      .reduce((sum, { quantity }) => sum + quantity, 0);
  }

  artifacts(id: string): readonly (readonly [path: string, role: string])[] {
    const { context, caller } = this.under;
    return context.store.artifacts.list(caller.workspaceId, id).map(({ path, role }) => [path, role]);
  }
}

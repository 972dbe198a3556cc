import { SCOPES } from '../../packages/millrace/src/auth/policy.ts';
import { createApiKey } from '../../packages/millrace/src/commands/create-api-key.ts';
import { createWorkspace } from '../../packages/millrace/src/commands/create-workspace.ts';
import { CreatedQuote, CreditEntryList, Credits, Run, type Plan } from '../../packages/protocol/src/index.ts';
import type { Answer, Api, RequestOptions } from './start-api.ts';

export const METERED: Plan = {
  name: 'starter',
  active: true,
  metered: true,
  requests_per_minute: null,
  concurrent_runs: null,
  credits_per_period: 500,
};

/** A workspace of its own with all loaded workflows, so that everything in its ledger is the doing of one test. */
export class CreditWorkspace {
  private readonly api: Api;
  private readonly key: string;

  private constructor(api: Api, key: string) {
    this.api = api;
    this.key = key;
  }

  static async open(api: Api): Promise<CreditWorkspace> {
    const { context } = api.millrace;
    const { id } = await createWorkspace(context, { name: 'credits', sampleKey: 'ab'.repeat(32) });
    for (const workflow of context.store.workflows.list(api.workspaceId)) {
      const change = { type: 'workflow.registered', workspaceId: id, workflow } as const;
      await context.journal.commit([{ kind: 'catalog', at: context.now(), change }]);
    }
    const caller = { workspaceId: id, actor: null, requestId: null, via: 'api' } as const;
    const { token } = await createApiKey(context, caller, { name: 'all', scopes: SCOPES, expiresAt: null, grantable: new Set(SCOPES) });
    return new CreditWorkspace(api, token);
  }

  async ask(path: string, body?: unknown, more: RequestOptions = {}): Promise<Answer> {
    return this.api.request(path, { key: this.key, body, ...more });
  }

  async put(plan: Plan): Promise<Answer> {
    return this.ask('/v1/plan', plan, { method: 'PUT' });
  }

  async grant(amount: number, idempotencyKey: string = crypto.randomUUID()): Promise<Answer> {
    return this.ask('/v1/credits:grant', { amount }, { headers: { 'idempotency-key': idempotencyKey } });
  }

  async balances(): Promise<Credits> {
    return (await this.ask('/v1/credits')).as(Credits);
  }

  /** Starts a run of the workflow that costs what its input says. */
  async start(input: object, more: object = {}): Promise<Answer> {
    return this.ask('/v1/runs', { workflow: 'priced', input, ...more });
  }

  async started(input: object, more: object = {}): Promise<Run> {
    return (await this.start(input, more)).as(Run);
  }

  async finish(input: object, more: object = {}): Promise<Run> {
    const { id } = await this.started(input, more);
    return this.until(id, ({ finished }) => finished);
  }

  async until(runId: string, condition: (run: Run) => boolean): Promise<Run> {
    const giveUpAt = Date.now() + 10_000;
    for (;;) {
      const run = (await this.ask(`/v1/runs/${runId}`)).as(Run);
      if (condition(run)) return run;
      if (Date.now() > giveUpAt) throw new Error(`Waited for run ${runId} in vain; it is ${run.status}.`);
    }
  }

  async cancel(runId: string): Promise<Answer> {
    return this.ask(`/v1/runs/${runId}:cancel`, undefined, { method: 'POST' });
  }

  async go(runId: string): Promise<Answer> {
    return this.ask(`/v1/runs/${runId}/signals/go`, {});
  }

  async quote(input: object, more: object = {}): Promise<CreatedQuote> {
    return (await this.ask('/v1/quotes', { workflow: 'priced', input, ...more })).as(CreatedQuote);
  }

  /** What the ledger says of a run, oldest first. */
  async moves(runId: string): Promise<readonly (readonly [string, number])[]> {
    const { data } = (await this.ask(`/v1/credits/entries?run=${runId}`)).as(CreditEntryList);
    return data.toReversed().map(({ kind, amount }) => [kind, amount]);
  }
}

import type { Plan } from '@millrace/protocol';
import type { Requester, RequestOptions } from '../request.ts';
import { objectWith } from '../shape.ts';

const PLAN = objectWith<Plan>('a plan', 'name', 'active', 'metered');

/** What the workspace may use. */
export class WorkspacePlan {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  async get(options: RequestOptions = {}): Promise<Plan> {
    return this.#requester.read({ method: 'GET', path: '/v1/plan', ...options }, PLAN);
  }

  /** Puts this plan in place of the one it has. */
  async set(plan: Plan, options: RequestOptions = {}): Promise<Plan> {
    return this.#requester.read({ method: 'PUT', path: '/v1/plan', json: plan, ...options }, PLAN);
  }
}

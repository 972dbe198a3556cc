import type { Principal } from '../../auth/principal.ts';
import type { Balances } from '../../domain/ledger.ts';
import type { Plan } from '../../domain/plan.ts';
import { userId } from './users.ts';

/** The vendor's scopes, and ours of which a key must have all for each. */
const SCOPES = [
  ['workflows:read', ['workflows:read', 'runs:read']],
  ['workflows:run', ['runs:start', 'runs:control']],
  ['uploads:write', ['uploads:write']],
  ['workspace:read', ['credits:read']],
] as const;

export interface WhoamiOut {
  readonly auth_kind: 'api_key';
  readonly user_id: string;
  readonly workspace_id: string;
  readonly api_key_id: string;
  readonly scopes: readonly (typeof SCOPES)[number][0][];
}

export function presentWhoami({ keyId, workspaceId, scopes }: Principal): WhoamiOut {
  return {
    auth_kind: 'api_key',
    user_id: userId(keyId),
    workspace_id: workspaceId,
    api_key_id: userId(keyId),
    scopes: SCOPES.filter(([, needed]) => needed.every((scope) => scopes.has(scope))).map(([name]) => name),
  };
}

export interface CreditsOut {
  readonly balance: number;
  readonly used: number;
  readonly remaining: number;
  readonly period_start: null;
  readonly period_end: null;
  readonly plan_grant: number;
  readonly plan_tier: 'free' | 'paid' | 'custom';
}

/** What is held for runs is out of the balance and still remains. Credits are granted by hand here, so there are no periods. */
export function presentCredits({ available, held, spent }: Balances, { name, creditsPerPeriod }: Plan): CreditsOut {
  return {
    balance: available,
    used: spent,
    remaining: available + held,
    period_start: null,
    period_end: null,
    plan_grant: creditsPerPeriod ?? 0,
    plan_tier: name === 'free' || name === 'paid' ? name : 'custom',
  };
}

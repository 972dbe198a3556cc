import type { DialectRoute } from '../dialect.ts';
import { answer } from './envelope.ts';
import { presentCredits, presentWhoami } from './present-account.ts';

export const ACCOUNT_ROUTES: readonly DialectRoute[] = [
  {
    method: 'GET',
    path: '/api/v1/auth/whoami',
    policy: 'any-key',
    handle: (call) => answer(call, presentWhoami(call.principal)),
  },
  {
    method: 'GET',
    path: '/api/v1/users/me/credits',
    policy: 'credits:read',
    handle: (call) => {
      const { deps, caller } = call;
      return answer(call, presentCredits(deps.context.store.credits.balances(caller.workspaceId), deps.plans.get(caller.workspaceId)));
    },
  },
];

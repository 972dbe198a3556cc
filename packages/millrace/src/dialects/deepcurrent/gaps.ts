import type { Gap } from '../dialect.ts';

const INTELLIGENCE = 'Packages of intelligence are data of the vendor; there is no workflow behind them here.';
const ACCOUNT =
  'Accounts and subscriptions are not kept here. GET /v1/credits and GET /v1/plan of the native API have the balance and the plan.';
const RESULTS = 'Results of single tools are not kept apart here: read the result of the job.';
const CHATS = 'There are no chats here. A chat_id is kept with the run.';

export const GAPS: readonly Gap[] = [
  ...['resolve', 'quote', 'preview-quote', 'execute', 'expand'].map((verb): Gap => ({
    method: 'POST',
    path: `/api/v1/intelligence/${verb}`,
    reason: INTELLIGENCE,
  })),
  { method: 'GET', path: '/api/v1/intelligence/results/{result_id}', reason: INTELLIGENCE },
  { method: 'GET', path: '/api/v1/results', reason: RESULTS },
  { method: 'GET', path: '/api/v1/results/{result_id}', reason: RESULTS },
  { method: 'POST', path: '/api/v1/chats', reason: CHATS },
  { method: 'GET', path: '/api/v1/chats', reason: CHATS },
  { method: 'GET', path: '/api/v1/chats/{chat_id}', reason: CHATS },
  { method: 'PATCH', path: '/api/v1/chats/{chat_id}', reason: CHATS },
  { method: 'PUT', path: '/api/v1/chats/{chat_id}', reason: CHATS },
  { method: 'DELETE', path: '/api/v1/chats/{chat_id}', reason: CHATS },
  { method: 'GET', path: '/api/v1/credits/usage', reason: ACCOUNT },
  { method: 'GET', path: '/api/v1/subscriptions/status', reason: ACCOUNT },
  { method: 'POST', path: '/api/v1/subscriptions/checkout-session', reason: ACCOUNT },
  { method: 'GET', path: '/api/v1/users/me', reason: ACCOUNT },
  {
    method: 'GET',
    path: '/api/v1/users/me/api-key',
    reason: 'Keys are shown once, when they are made: POST /v1/api-keys of the native API.',
  },
  {
    method: 'POST',
    path: '/api/v1/users/me/api-key/regenerate-request',
    reason: 'Make a new key with POST /v1/api-keys of the native API.',
  },
  { method: 'POST', path: '/api/v1/login/access-token', reason: 'There are no passwords here. Send an API key as the bearer token.' },
];

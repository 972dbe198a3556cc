import { CreditEntryList, Credits, Cursor, GrantCredits, GrantedCredits, Limit, TimestampInput } from '@millrace/protocol';
import { z } from 'zod';
import { grantCredits } from '../../../commands/grant-credits.ts';
import { ENTRY_KINDS, type EntryKind } from '../../../domain/ledger.ts';
import type { EntryFilter } from '../../../store/store.ts';
import { jsonAnswer } from '../../answers.ts';
import { idempotencyKey } from '../../idempotency-key.ts';
import { NO_HEADERS, NO_PARAMS, NO_QUERY } from '../../no-parameters.ts';
import { nextLink } from '../../page-link.ts';
import { json } from '../../reply.ts';
import { route, routeWithBody } from '../../route.ts';
import { presentBalances, presentEntry } from './present.ts';

const isKind = (text: string): text is EntryKind => ENTRY_KINDS.some((kind) => kind === text);

const KindList = z
  .string()
  .optional()
  .transform((list, check) => {
    const names = list === undefined ? [] : list.split(',');
    const known = names.filter(isKind);
    if (known.length < names.length) check.addIssue({ code: 'custom', message: `must be a list of ${ENTRY_KINDS.join(', ')}` });
    return [...new Set(known)];
  })
  .meta({ override: { type: 'string' }, description: `Comma-separated: ${ENTRY_KINDS.join(', ')}.` });

const EntryQuery = z.strictObject({
  run: z.string().optional().meta({ description: 'Entries of this run.' }),
  kind: KindList,
  after: TimestampInput.optional(),
  before: TimestampInput.optional(),
  limit: Limit,
  cursor: Cursor,
});

function entryFilter({ run, kind, after, before }: z.output<typeof EntryQuery>): EntryFilter {
  return {
    ...(run === undefined ? {} : { runId: run }),
    ...(kind.length === 0 ? {} : { kinds: kind }),
    ...(after === undefined ? {} : { after: Date.parse(after) }),
    ...(before === undefined ? {} : { before: Date.parse(before) }),
  };
}

export const getCreditsRoute = route(
  {
    method: 'GET',
    path: '/v1/credits',
    operationId: 'getCredits',
    summary: 'Read the credits of the workspace',
    params: NO_PARAMS,
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('The balances.', Credits) },
  },
  ({ deps, caller }) => json(200, presentBalances(deps.context.store.credits.balances(caller.workspaceId))),
);

export const listCreditEntriesRoute = route(
  {
    method: 'GET',
    path: '/v1/credits/entries',
    operationId: 'listCreditEntries',
    summary: 'List the movements of credits, newest first',
    params: NO_PARAMS,
    query: EntryQuery,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('A page of entries.', CreditEntryList, ['Link']) },
  },
  ({ deps, caller, query, incoming }) => {
    const page = deps.context.store.credits.entries(caller.workspaceId, entryFilter(query), {
      limit: query.limit,
      cursor: query.cursor ?? null,
    });
    return json(200, { data: page.data.map(presentEntry), next_cursor: page.nextCursor }, nextLink(incoming.url ?? '', page.nextCursor));
  },
);

export const grantCreditsRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/credits:grant',
    operationId: 'grantCredits',
    summary: 'Give credits to the workspace',
    params: NO_PARAMS,
    query: NO_QUERY,
    headers: z.object({
      'idempotency-key': z.string().meta({ description: 'Needed. Requests with the same key give once; it is kept for good.' }),
    }),
    body: GrantCredits,
    responses: { 201: jsonAnswer('The credits were given.', GrantedCredits, ['Idempotent-Replayed']) },
  },
  async ({ deps, caller, headers, body }) => {
    const key = idempotencyKey(headers['idempotency-key']);
    const { entry, replayed } = await grantCredits(deps.context, caller, { amount: body.amount, note: body.note, idempotencyKey: key });
    const credits = presentBalances(deps.context.store.credits.balances(caller.workspaceId));
    return json(201, { entry: presentEntry(entry), credits }, replayed ? { 'Idempotent-Replayed': 'true' } : {});
  },
);

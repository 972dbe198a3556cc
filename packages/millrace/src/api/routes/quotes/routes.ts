import { CreatedQuote, CreateQuote, PreviewRun, Quote, RunPreview } from '@millrace/protocol';
import { z } from 'zod';
import { issueQuote } from '../../../commands/issue-quote.ts';
import { previewRun } from '../../../commands/preview-run.ts';
import { parseDuration } from '../../../domain/duration.ts';
import { MillraceError } from '../../../domain/errors.ts';
import { jsonAnswer } from '../../answers.ts';
import { asJson } from '../../json-value.ts';
import { NO_HEADERS, NO_PARAMS, NO_QUERY } from '../../no-parameters.ts';
import { json } from '../../reply.ts';
import { route, routeWithBody } from '../../route.ts';
import { presentPreview, presentQuote } from './present.ts';

export const previewRunRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/runs:preview',
    operationId: 'previewRun',
    summary: 'Say what a start would cost, without starting anything',
    params: NO_PARAMS,
    query: NO_QUERY,
    headers: NO_HEADERS,
    body: PreviewRun,
    responses: { 200: jsonAnswer('What it would cost.', RunPreview) },
  },
  async ({ deps, caller, body }) => json(200, presentPreview(await previewRun(deps.context, caller, wanted(body)))),
);

export const createQuoteRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/quotes',
    operationId: 'createQuote',
    summary: 'Give a price for one run',
    params: NO_PARAMS,
    query: NO_QUERY,
    headers: NO_HEADERS,
    body: CreateQuote,
    responses: { 201: jsonAnswer('The quote; the answer is the only one that shows its token.', CreatedQuote) },
  },
  async ({ deps, caller, body }) => {
    const request = { ...wanted(body), maxCredits: body.max_credits, ttlMs: ttlOf(body.ttl) };
    const { token, ...quote } = await issueQuote(deps.context, caller, request);
    return json(201, { ...presentQuote(quote, null), token }, { 'Cache-Control': 'no-store' });
  },
);

export const getQuoteRoute = route(
  {
    method: 'GET',
    path: '/v1/quotes/{id}',
    operationId: 'getQuote',
    summary: 'Read a quote',
    params: z.object({ id: z.string() }),
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('The quote, without its token.', Quote) },
  },
  ({ deps, caller, params }) => {
    const quote = deps.context.store.credits.quote(caller.workspaceId, params.id);
    if (quote === null) throw new MillraceError('not_found', 'There is no such quote in this workspace.');
    return json(200, presentQuote(quote, quote.runId));
  },
);

function wanted(body: PreviewRun): Parameters<typeof previewRun>[2] {
  return { workflow: body.workflow, input: body.input === undefined ? undefined : asJson(body.input) };
}

function ttlOf(ttl: CreateQuote['ttl']): number | undefined {
  if (ttl === undefined) return undefined;
  const parsed = parseDuration(ttl);
  if (parsed.ok) return parsed.value;
  const faults = [{ pointer: '/ttl', message: parsed.problem }];
  throw new MillraceError('invalid_request', 'The quote cannot be given like this; see errors.', { faults });
}

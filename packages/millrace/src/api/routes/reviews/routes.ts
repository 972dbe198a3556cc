import { Cursor, DecideReview, Limit, Review, ReviewList } from '@millrace/protocol';
import { z } from 'zod';
import { decideReview } from '../../../commands/decide-review.ts';
import { MillraceError } from '../../../domain/errors.ts';
import { jsonAnswer } from '../../answers.ts';
import { asJson } from '../../json-value.ts';
import { NO_HEADERS, NO_PARAMS, NO_QUERY } from '../../no-parameters.ts';
import { nextLink } from '../../page-link.ts';
import { json } from '../../reply.ts';
import { route, routeWithBody } from '../../route.ts';
import { presentReview } from './present.ts';

export const listReviewsRoute = route(
  {
    method: 'GET',
    path: '/v1/reviews',
    operationId: 'listReviews',
    summary: 'List reviews, newest first',
    params: NO_PARAMS,
    query: z.strictObject({
      status: z.enum(['open', 'closed', 'decided']).optional(),
      run: z.string().optional().meta({ description: 'Reviews of this run.' }),
      limit: Limit,
      cursor: Cursor,
    }),
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('A page of reviews.', ReviewList, ['Link']) },
  },
  ({ deps, caller, query, incoming }) => {
    const filter = {
      ...(query.status === undefined ? {} : { status: query.status }),
      ...(query.run === undefined ? {} : { runId: query.run }),
    };
    const page = deps.context.store.reviews.list(caller.workspaceId, filter, { limit: query.limit, cursor: query.cursor ?? null });
    return json(200, { data: page.data.map(presentReview), next_cursor: page.nextCursor }, nextLink(incoming.url ?? '', page.nextCursor));
  },
);

export const getReviewRoute = route(
  {
    method: 'GET',
    path: '/v1/reviews/{id}',
    operationId: 'getReview',
    summary: 'Read a review',
    params: z.object({ id: z.string() }),
    query: NO_QUERY,
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('The review.', Review) },
  },
  ({ deps, caller, params }) => {
    const review = deps.context.store.reviews.get(caller.workspaceId, params.id);
    if (review === null) throw new MillraceError('not_found', 'There is no such review in this workspace.');
    return json(200, presentReview(review));
  },
);

export const decideReviewRoute = routeWithBody(
  {
    method: 'POST',
    path: '/v1/reviews/{id}:decide',
    operationId: 'decideReview',
    summary: 'Decide a review, once and for good',
    params: z.object({ id: z.string() }),
    query: NO_QUERY,
    headers: NO_HEADERS,
    body: DecideReview,
    responses: { 200: jsonAnswer('The decided review.', Review) },
  },
  async ({ deps, caller, params, body }) => {
    const value = body.value === undefined ? undefined : asJson(body.value);
    return json(
      200,
      presentReview(await decideReview(deps.context, caller, { reviewId: params.id, decision: body.decision, value, note: body.note })),
    );
  },
);

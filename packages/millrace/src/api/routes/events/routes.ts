import { Cursor, EventList, Limit, LogLevel, LogList } from '@millrace/protocol';
import { z } from 'zod';
import { isTerminal } from '../../../domain/run-status.ts';
import { prefers } from '../../accept.ts';
import { jsonAnswer } from '../../answers.ts';
import { NO_HEADERS } from '../../no-parameters.ts';
import { nextLink } from '../../page-link.ts';
import { indexOfCursor } from '../../page-of-list.ts';
import { readRun } from '../../read-run.ts';
import { empty, json, SENT } from '../../reply.ts';
import { route } from '../../route.ts';
import { presentEvent, presentLogLine } from './present.ts';

const EVENT_STREAM = 'text/event-stream';
const After = z.coerce.number().int().min(0).optional().meta({ description: 'Only what came after this seq.' });

export const listEventsRoute = route(
  {
    method: 'GET',
    path: '/v1/runs/{id}/events',
    operationId: 'listEvents',
    summary: 'Read the events of a run as pages, or follow them as a stream',
    params: z.object({ id: z.string() }),
    query: z.strictObject({ after: After, limit: Limit, cursor: Cursor }),
    headers: z.object({
      'last-event-id': z
        .string()
        .regex(/^\d{1,15}$/, 'must be the id of an event')
        .optional()
        .meta({ description: 'Where a stream goes on.' }),
    }),
    responses: {
      200: {
        description: 'A page of events; or, with `Accept: text/event-stream`, the same events as they happen, up to the end of the run.',
        content: { 'application/json': EventList, [EVENT_STREAM]: null },
        headers: ['Link'],
      },
      204: { description: 'The run has ended and there is nothing after the last event id: do not connect again.' },
    },
    produces: ['application/json', EVENT_STREAM],
  },
  ({ deps, caller, params, query, headers, requestId, incoming, outgoing }) => {
    const run = readRun(deps, caller.workspaceId, params.id);
    if (!prefers(incoming.headers.accept, EVENT_STREAM)) {
      const after = query.cursor === undefined ? (query.after ?? 0) : indexOfCursor(query.cursor);
      const events = deps.context.store.events.after(run.workspaceId, run.id, after, query.limit);
      const last = events.at(-1);
      if (last !== undefined) deps.statusCache.noticed(run.workspaceId, run.id, last.seq);
      const next = last !== undefined && last.seq < run.seq ? String(last.seq) : null;
      return json(200, { data: events.map((event) => presentEvent(run.id, event)), next_cursor: next }, nextLink(incoming.url ?? '', next));
    }
    const after = headers['last-event-id'] === undefined ? (query.after ?? 0) : Number(headers['last-event-id']);
    if (isTerminal(run.status) && after >= run.seq) return empty(204);
    const replyHeaders = { 'Content-Type': EVENT_STREAM, 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' };
    if (incoming.method === 'HEAD') return { kind: 'text', status: 200, text: null, headers: replyHeaders };
    deps.eventStreams.checkRoom();
    outgoing.writeHead(200, { ...replyHeaders, 'X-Request-Id': requestId });
    outgoing.write('retry: 2000\n\n');
    deps.eventStreams.follow(run, after, outgoing);
    return SENT;
  },
);

export const listLogsRoute = route(
  {
    method: 'GET',
    path: '/v1/runs/{id}/logs',
    operationId: 'listLogs',
    summary: 'Read what a run logged, oldest first',
    params: z.object({ id: z.string() }),
    query: z.strictObject({
      level: LogLevel.optional().meta({ description: 'At least this level.' }),
      after: After,
      limit: Limit,
      cursor: Cursor,
    }),
    headers: NO_HEADERS,
    responses: { 200: jsonAnswer('A page of log lines.', LogList, ['Link']) },
  },
  ({ deps, caller, params, query, incoming }) => {
    const run = readRun(deps, caller.workspaceId, params.id);
    const after = query.cursor === undefined ? (query.after ?? 0) : indexOfCursor(query.cursor);
    const events = deps.context.store.events.logs(run.workspaceId, run.id, { after, limit: query.limit, level: query.level ?? null });
    const data = events.map(presentLogLine).filter((line) => line !== null);
    const last = events.at(-1);
    const next = last !== undefined && events.length === query.limit ? String(last.seq) : null;
    return json(200, { data, next_cursor: next }, nextLink(incoming.url ?? '', next));
  },
);

import type { SQLInputValue } from 'node:sqlite';
import { trustJsonText } from '../../domain/json-text.ts';
import type { Page, PageOf, Review, ReviewReads } from '../store.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { parseJson } from './parse-json.ts';
import { integer, integerOrNull, text, textOrNull, word } from './row-values.ts';
import type { Row } from './row-values.ts';
import type { Prepare } from './statement-cache.ts';

const STATUSES = ['open', 'closed', 'decided'] as const;
const DECISIONS = ['approved', 'rejected', 'edited'] as const;

type ReviewFilter = Parameters<ReviewReads['list']>[1];

export class SqliteReviewReads implements ReviewReads {
  private readonly prepare: Prepare;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
  }

  get(workspaceId: string, reviewId: string): Review | null {
    const row = this.prepare('SELECT * FROM reviews WHERE workspace_id = ? AND id = ?').get(workspaceId, reviewId);
    return row === undefined ? null : rowToReview(row);
  }

  list(workspaceId: string, filter: ReviewFilter, page: Page): PageOf<Review> {
    const before = page.cursor === null ? { at: Number.MAX_SAFE_INTEGER, id: '' } : decodeCursor(page.cursor);
    const parameters: Record<string, SQLInputValue> = {
      workspaceId,
      runId: filter.runId ?? null,
      status: filter.status ?? null,
      beforeAt: before.at,
      beforeId: before.id,
      limit: page.limit + 1,
    };
    const rows = this.prepare(listSql(filter)).all(parameters);
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    const nextCursor =
      rows.length > page.limit && last !== undefined ? encodeCursor({ at: integer(last, 'requested_at'), id: text(last, 'id') }) : null;
    return { data: shown.map(rowToReview), nextCursor };
  }
}

function listSql(filter: ReviewFilter): string {
  const from = 'workspace_id = :workspaceId AND (requested_at, id) < (:beforeAt, :beforeId)';
  const order = 'ORDER BY requested_at DESC, id DESC LIMIT :limit';
  if (filter.runId !== undefined) {
    const status = filter.status === undefined ? '' : 'AND status = :status ';
    const run = 'run_key = (SELECT run_key FROM runs WHERE workspace_id = :workspaceId AND id = :runId)';
    return `SELECT * FROM reviews INDEXED BY reviews_by_run WHERE ${run} AND ${from} ${status}${order}`;
  }
  const named = filter.status === undefined ? STATUSES.map((status) => `'${status}'`) : [':status'];
  const ranges = named.map(
    (status) => `SELECT * FROM (SELECT * FROM reviews INDEXED BY reviews_by_status WHERE status = ${status} AND ${from} ${order})`,
  );
  return `${ranges.join(' UNION ALL ')} ${order}`;
}

function rowToReview(row: Row): Review {
  return {
    id: text(row, 'id'),
    workspaceId: text(row, 'workspace_id'),
    runId: text(row, 'run_id'),
    workflow: text(row, 'workflow'),
    name: text(row, 'name'),
    title: text(row, 'title'),
    form: parseJson(text(row, 'form')),
    data: trustJsonText(text(row, 'data')),
    requestedAt: integer(row, 'requested_at'),
    until: integerOrNull(row, 'until'),
    state: reviewState(row),
  };
}

function reviewState(row: Row): Review['state'] {
  const status = word(row, 'status', STATUSES);
  switch (status) {
    case 'open':
      return { status };
    case 'closed':
      return { status, closedAt: integer(row, 'closed_at') };
    case 'decided': {
      const value = textOrNull(row, 'value');
      return {
        status,
        decision: word(row, 'decision', DECISIONS),
        value: value === null ? null : trustJsonText(value),
        note: textOrNull(row, 'note'),
        actor: textOrNull(row, 'actor'),
        decidedAt: integer(row, 'closed_at'),
      };
    }
  }
}

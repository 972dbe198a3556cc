import type { LogLevel } from '../../domain/change.ts';
import type { JsonText } from '../../domain/json.ts';
import { trustJsonText } from '../../domain/json-text.ts';
import type { EventReads, StoredEvent, StoredEventWithPayload } from '../store.ts';
import { rowToEvent, rowToEventWithPayload } from './event-rows.ts';
import { textOrNull } from './row-values.ts';
import type { Prepare } from './statement-cache.ts';

/** From the least to the most urgent. */
const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

const OF_RUN = 'run_key = (SELECT run_key FROM runs WHERE workspace_id = ? AND id = ?)';

export class SqliteEventReads implements EventReads {
  private readonly prepare: Prepare;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
  }

  after(workspaceId: string, runId: string, after: number, limit: number): readonly StoredEvent[] {
    const statement = this.prepare(`SELECT seq, type, at, data FROM run_events WHERE ${OF_RUN} AND seq > ? ORDER BY seq LIMIT ?`);
    return statement.all(workspaceId, runId, after, limit).map(rowToEvent);
  }

  history(workspaceId: string, runId: string): readonly StoredEventWithPayload[] {
    const statement = this.prepare(`SELECT seq, type, at, data, payload FROM run_events WHERE ${OF_RUN} ORDER BY seq`);
    return statement.all(workspaceId, runId).map(rowToEventWithPayload);
  }

  logs(workspaceId: string, runId: string, page: Parameters<EventReads['logs']>[2]): readonly StoredEvent[] {
    const { after, limit, level } = page;
    const shown = level === null ? LEVELS : LEVELS.slice(LEVELS.indexOf(level));
    const levels = level === null ? '' : ` AND json_extract(data, '$.level') IN (${shown.map((name) => `'${name}'`).join(', ')})`;
    const statement = this.prepare(
      `SELECT seq, type, at, data FROM run_events INDEXED BY run_events_logs WHERE ${OF_RUN} AND type = 'log.written' AND seq > ?${levels} ORDER BY seq LIMIT ?`,
    );
    return statement.all(workspaceId, runId, after, limit).map(rowToEvent);
  }

  payload(workspaceId: string, runId: string, seq: number): JsonText | null {
    const row = this.prepare(`SELECT payload FROM run_events WHERE ${OF_RUN} AND seq = ?`).get(workspaceId, runId, seq);
    const payload = row === undefined ? null : textOrNull(row, 'payload');
    return payload === null ? null : trustJsonText(payload);
  }

  inputs(workspaceId: string, runId: string, after: number): readonly StoredEventWithPayload[] {
    const statement = this.prepare(
      `SELECT seq, type, at, data, payload FROM run_events WHERE ${OF_RUN} AND seq > ? AND type IN ('signal.received', 'review.decided', 'child.finished') ORDER BY seq`,
    );
    return statement.all(workspaceId, runId, after).map(rowToEventWithPayload);
  }
}

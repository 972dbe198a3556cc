import type { Json } from '../../domain/json.ts';
import type { RecordReads, RecordSet } from '../store.ts';
import { parseJson } from './parse-json.ts';
import { integer, text } from './row-values.ts';
import type { Row } from './row-values.ts';
import type { Prepare } from './statement-cache.ts';

export class SqliteRecordReads implements RecordReads {
  private readonly prepare: Prepare;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
  }

  sets(workspaceId: string, runId: string): readonly RecordSet[] {
    const runKey = this.runKey(workspaceId, runId);
    if (runKey === null) return [];
    // The last chunk of a set knows its size; jumping from set to set leaves all others unread.
    const next = this.prepare(
      'SELECT name, start_index + count AS count FROM record_chunks WHERE run_key = :runKey AND name = (SELECT min(name) FROM record_chunks WHERE run_key = :runKey AND name > :after) ORDER BY start_index DESC LIMIT 1',
    );
    const sets: RecordSet[] = [];
    for (let row = next.get({ runKey, after: '' }); row !== undefined; row = next.get({ runKey, after: text(row, 'name') })) {
      sets.push({ name: text(row, 'name'), count: integer(row, 'count') });
    }
    return sets;
  }

  rows(workspaceId: string, runId: string, name: string, range: Parameters<RecordReads['rows']>[3]): readonly Json[] {
    const { from, limit } = range;
    const runKey = this.runKey(workspaceId, runId);
    if (runKey === null) return [];
    const rows = this.prepare(
      'SELECT start_index, rows FROM record_chunks WHERE run_key = :runKey AND name = :name AND start_index < :end AND start_index >= coalesce((SELECT max(start_index) FROM record_chunks WHERE run_key = :runKey AND name = :name AND start_index <= :from), 0) ORDER BY start_index',
    ).all({ runKey, name, from, end: from + limit });
    return rows.flatMap((row) => slice(row, from, limit));
  }

  private runKey(workspaceId: string, runId: string): number | null {
    const row = this.prepare('SELECT run_key FROM runs WHERE workspace_id = ? AND id = ?').get(workspaceId, runId);
    return row === undefined ? null : integer(row, 'run_key');
  }
}

/** What of a chunk lies in the asked range. */
function slice(chunk: Row, from: number, limit: number): readonly Json[] {
  const start = integer(chunk, 'start_index');
  const rows = parseJson(text(chunk, 'rows'));
  if (!isList(rows)) throw new TypeError('A chunk of records is not a list.');
  return rows.slice(Math.max(0, from - start), Math.max(0, from + limit - start));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

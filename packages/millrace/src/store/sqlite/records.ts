import type { RowOutcome } from '../../domain/change.ts';
import type { ItemOutcome } from '../../domain/items.ts';
import type { Json } from '../../domain/json.ts';
import type { RecordReads, RecordRow, RecordSet } from '../record-reads.ts';
import { parseJson } from './parse-json.ts';
import { integer, text, textOrNull } from './row-values.ts';
import type { Row } from './row-values.ts';
import type { Prepare } from './statement-cache.ts';

const OUTCOMES = ['delivered', 'dropped', 'failed'] as const satisfies readonly ItemOutcome[];

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
      const name = text(row, 'name');
      sets.push({ name, count: integer(row, 'count'), outcomes: this.outcomeCounts(runKey, name) });
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

  rowsWithOutcomes(
    workspaceId: string,
    runId: string,
    name: string,
    range: Parameters<RecordReads['rowsWithOutcomes']>[3],
  ): readonly RecordRow[] {
    const runKey = this.runKey(workspaceId, runId);
    if (runKey === null) return [];
    const found: RecordRow[] = [];
    for (const chunk of this.prepare(chunksSql(range.outcome)).iterate({ runKey, name, from: range.from })) {
      for (const row of rowsOf(chunk)) {
        if (row.index < range.from || (range.outcome !== undefined && row.outcome?.outcome !== range.outcome)) continue;
        if (found.length >= range.limit) return found;
        found.push(row);
      }
    }
    return found;
  }

  private outcomeCounts(runKey: number, name: string): RecordSet['outcomes'] {
    const row = this.prepare(
      'SELECT total_delivered, total_dropped, total_failed FROM record_outcomes WHERE run_key = ? AND name = ? ORDER BY start_index DESC LIMIT 1',
    ).get(runKey, name);
    if (row === undefined) return null;
    return { delivered: integer(row, 'total_delivered'), dropped: integer(row, 'total_dropped'), failed: integer(row, 'total_failed') };
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

/**
 * Chunks from the one that holds row `:from` on. Looking for one outcome goes through the counts and takes the rows of a
 * chunk only when it has some.
 */
function chunksSql(outcome: ItemOutcome | undefined): string {
  const first =
    'coalesce((SELECT max(start_index) FROM record_chunks WHERE run_key = :runKey AND name = :name AND start_index <= :from), 0)';
  if (outcome === undefined) {
    return `SELECT c.start_index, c.rows, o.outcomes FROM record_chunks AS c LEFT JOIN record_outcomes AS o ON o.run_key = c.run_key AND o.name = c.name AND o.start_index = c.start_index WHERE c.run_key = :runKey AND c.name = :name AND c.start_index >= ${first} ORDER BY c.start_index`;
  }
  return `SELECT o.start_index, c.rows, o.outcomes FROM record_outcomes AS o CROSS JOIN record_chunks AS c ON c.run_key = o.run_key AND c.name = o.name AND c.start_index = o.start_index WHERE o.run_key = :runKey AND o.name = :name AND o.start_index >= ${first} AND o.${outcome} > 0 ORDER BY o.start_index`;
}

function rowsOf(chunk: Row): readonly RecordRow[] {
  const start = integer(chunk, 'start_index');
  const rows = parseJson(text(chunk, 'rows'));
  const encoded = textOrNull(chunk, 'outcomes');
  const outcomes = encoded === null ? null : parseJson(encoded);
  if (!isList(rows)) throw new TypeError('A chunk of records is not a list.');
  return rows.map((row, index) => ({
    index: start + index,
    row,
    outcome: outcomes === null || !isList(outcomes) ? null : outcomeOf(outcomes[index]),
  }));
}

/** As record-writes.ts wrote it: the word alone, or the word and the reason. */
function outcomeOf(encoded: Json | undefined): RowOutcome {
  const [word, reason = null] = encoded !== undefined && isList(encoded) ? encoded : [encoded];
  const outcome = OUTCOMES.find((known) => known === word);
  if (outcome === undefined) throw new TypeError('A row of records has an outcome that is not known.');
  return { outcome, reason: typeof reason === 'string' ? reason : null };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

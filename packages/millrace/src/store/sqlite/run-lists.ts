import type { SQLInputValue } from 'node:sqlite';
import type { Run } from '../../domain/run.ts';
import type { Page, PageOf } from '../store.ts';
import type { RunFilter } from '../run-filter.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { integer, text } from './row-values.ts';
import type { Row } from './row-values.ts';
import { SELECT_TAIL, loadRun } from './run-rows.ts';
import { asksForNothing, readsRows, workflowsOf } from './run-criteria.ts';
import { boundarySqls, isComplete, keysSql, scansFor } from './run-scans.ts';
import type { Scan } from './run-scans.ts';
import type { Prepare } from './statement-cache.ts';

/**
 * A filter that no index answers alone is checked run by run, at most so many for one page or one count. That keeps a
 * combination which hardly any run meets from reading millions of rows while others wait.
 */
const LIST_SCAN_ROWS = 3_000;
const COUNT_SCAN_ROWS = 50_000;
/** The same where each look reads a row or makes a hash. */
const COUNT_WHOLE_ROWS = 10_000;

/** A place in a list, between two runs or on one. */
interface Place {
  readonly at: number;
  readonly key: number;
}

const NEWEST: Place = { at: Number.MAX_SAFE_INTEGER, key: Number.MAX_SAFE_INTEGER };
const OLDEST: Place = { at: Number.MIN_SAFE_INTEGER, key: 0 };

type Parameters = Record<string, SQLInputValue>;

/** A scan, and the run at which it has to stop although there may be more; null when it reaches the end. */
interface ChosenScan {
  readonly scan: Scan;
  readonly stop: Place | null;
}

/** Lists and counts of runs. See run-scans.ts for the indexes. */
export class RunLists {
  private readonly prepare: Prepare;

  constructor(prepare: Prepare) {
    this.prepare = prepare;
  }

  page(workspaceId: string, filter: RunFilter, page: Page): PageOf<Run> {
    if (asksForNothing(filter)) return { data: [], nextCursor: null };
    const parameters = this.parameters(workspaceId, filter, page.cursor);
    const { scan, stop } = this.choose(filter, parameters, LIST_SCAN_ROWS);
    const sql = `SELECT r.* FROM (${keysSql(scan, filter)}) AS page CROSS JOIN runs AS r ON r.run_key = page.run_key ORDER BY page.created_at DESC, page.run_key DESC`;
    const rows = this.prepare(sql).all({ ...parameters, ...upTo(stop), limit: page.limit + 1 });
    const tail = this.prepare(SELECT_TAIL);
    const shown = rows.slice(0, page.limit);
    return {
      data: shown.map((row) => loadRun(row, tail).run),
      nextCursor: rows.length > page.limit ? cursorAfter(shown) : this.cursorAt(workspaceId, stop),
    };
  }

  count(workspaceId: string, filter: RunFilter, atMost: number): number {
    if (asksForNothing(filter)) return 0;
    const parameters = this.parameters(workspaceId, filter, null);
    const { scan, stop } = this.choose(filter, parameters, readsRows(filter) ? COUNT_WHOLE_ROWS : COUNT_SCAN_ROWS);
    const row = this.prepare(`SELECT count(*) AS count FROM (${keysSql(scan, filter)})`).get({
      ...parameters,
      ...upTo(stop),
      limit: atMost,
    });
    return row === undefined ? 0 : integer(row, 'count');
  }

  /** The first scan that answers the filter alone, or that is short enough; failing those, the one that reaches furthest back. */
  private choose(filter: RunFilter, parameters: Parameters, budget: number): ChosenScan {
    const scans = scansFor(filter);
    const complete = scans.find((scan) => isComplete(scan, filter));
    if (complete !== undefined) return { scan: complete, stop: null };
    let best: ChosenScan | null = null;
    for (const scan of scans) {
      const chosen = { scan, stop: this.stopOf(scan, parameters, budget) };
      if (chosen.stop === null) return chosen;
      if (best === null || (best.stop !== null && isOlder(chosen.stop, best.stop))) best = chosen;
    }
    if (best === null) throw new Error('A filter has no scan.');
    return best;
  }

  /** Where a scan is after `budget` runs. Of several ranges the newest stop counts: above it, all of them are complete. */
  private stopOf(scan: Scan, parameters: Parameters, budget: number): Place | null {
    const skip = Math.floor(budget / scan.ranges.length);
    let stop: Place | null = null;
    for (const sql of boundarySqls(scan)) {
      const row = this.prepare(sql).get({ ...parameters, skip });
      if (row === undefined) continue;
      const place = { at: integer(row, 'created_at'), key: integer(row, 'run_key') };
      if (stop === null || isOlder(stop, place)) stop = place;
    }
    return stop;
  }

  private cursorAt(workspaceId: string, stop: Place | null): string | null {
    if (stop === null) return null;
    const row = this.prepare('SELECT id, created_at FROM runs WHERE workspace_id = ? AND run_key = ?').get(workspaceId, stop.key);
    return row === undefined ? null : cursorOf(row);
  }

  private parameters(workspaceId: string, filter: RunFilter, cursor: string | null): Parameters {
    const start = cursor === null ? NEWEST : this.placeOf(workspaceId, cursor);
    // No run ends before it is created.
    const created = Math.min(filter.createdBefore ?? NEWEST.at, filter.completedBefore ?? NEWEST.at);
    const before = created === NEWEST.at ? NEWEST : { at: created, key: 0 };
    const from = isOlder(before, start) ? before : start;
    const to = filter.createdAfter === undefined ? OLDEST : { at: filter.createdAfter, key: Number.MAX_SAFE_INTEGER };
    const bounds = { beforeAt: from.at, beforeKey: from.key, afterAt: to.at, afterKey: to.key };
    return { workspaceId, ...criteria(filter), ...bounds };
  }

  private placeOf(workspaceId: string, cursor: string): Place {
    const { at, id } = decodeCursor(cursor);
    const row = this.prepare('SELECT run_key FROM runs WHERE workspace_id = ? AND id = ?').get(workspaceId, id);
    // Without the run, others of that millisecond may come twice: better than not at all.
    return { at, key: row === undefined ? Number.MAX_SAFE_INTEGER : integer(row, 'run_key') };
  }
}

/** The values behind the names that run-scans.ts and run-criteria.ts use. */
function criteria(filter: RunFilter): Parameters {
  const { parentRunId = null, concurrencyKey = null, tag = null, version = null, batchId = null, exampleId = null } = filter;
  const { trigger = null, actor = null, verdict = null, verdictStatus = null, sampleRate = null } = filter;
  const ended = { completedAfter: filter.completedAfter ?? OLDEST.at, completedBefore: filter.completedBefore ?? NEWEST.at };
  const lists = {
    ...numbered('status', [...new Set(filter.statuses)]),
    ...numbered('workflow', workflowsOf(filter) ?? []),
    ...numbered('id', filter.ids ?? []),
  };
  const single = { parentRunId, concurrencyKey, tag, version, batchId, exampleId, trigger, actor, verdict, verdictStatus, sampleRate };
  return { ...single, ...ended, ...lists };
}

function numbered(name: string, values: readonly string[]): Parameters {
  return Object.fromEntries(values.map((value, index) => [`${name}${index}`, value]));
}

function cursorAfter(rows: readonly Row[]): string | null {
  const last = rows.at(-1);
  return last === undefined ? null : cursorOf(last);
}

function cursorOf(row: Row): string {
  return encodeCursor({ at: integer(row, 'created_at'), id: text(row, 'id') });
}

/** The run at the stop is still looked at; the next page begins after it. */
function upTo(stop: Place | null): Parameters {
  return stop === null ? {} : { afterAt: stop.at, afterKey: stop.key - 1 };
}

function isOlder(left: Place, right: Place): boolean {
  return left.at < right.at || (left.at === right.at && left.key < right.key);
}

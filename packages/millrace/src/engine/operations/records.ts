import type { RowOutcome } from '../../domain/change.ts';
import { cutText } from '../../domain/cut-text.ts';
import { LIMITS } from '../../domain/limits.ts';
import { trustJsonText } from '../../domain/json-text.ts';
import { addOutcomes } from '../../domain/items.ts';
import type { ItemOutcome, ItemSummary } from '../../domain/items.ts';
import type { Execution } from '../execution.ts';
import { recordable } from '../payload.ts';
import { UnrecordableValue } from '../run-errors.ts';
import type { ItemReport, RecordsOptions } from '../run-context.ts';
import { currentStage } from '../run-scope.ts';

/** Appends rows in pieces that fit a commit. Each piece is recorded under its own name, so a crash in the middle repeats none. */
export async function records<R>(execution: Execution, name: string, rows: readonly R[], options: RecordsOptions<R> = {}): Promise<void> {
  const { outcome } = options;
  const op = execution.nextOp('records', name);
  execution.quotas.takeRecords(name, rows.length, outcome !== undefined);
  let piece = 0;
  let from = 0;
  for (const { count, text } of pieces(name, rows)) {
    piece += 1;
    const part = rows.slice(from, from + count);
    const first = from;
    from += count;
    const pieceOp = `${op}:${piece}`;
    if (execution.history.note(pieceOp) !== null) continue;
    await execution.mayBegin();
    const payload = trustJsonText(`[${text.join(',')}]`);
    const outcomes = outcome === undefined ? null : part.map((row, index) => rowOutcome(name, outcome(row, first + index)));
    await execution.during(() => execution.commit({ type: 'records.appended', op: pieceOp, name, count, outcomes, payload }));
  }
}

function rowOutcome(name: string, { outcome, reason }: ItemReport): RowOutcome {
  if (!OUTCOMES.has(outcome)) {
    throw new UnrecordableValue(`A row of ${name} has the outcome ${JSON.stringify(outcome)}; there are ${[...OUTCOMES].join(', ')}.`);
  }
  return { outcome, reason: reason === undefined ? null : cutText(reason, LIMITS.itemReasonLength) };
}

const OUTCOMES: ReadonlySet<ItemOutcome> = new Set(['delivered', 'dropped', 'failed']);

function* pieces(name: string, rows: readonly unknown[]): Generator<{ count: number; text: readonly string[] }> {
  let text: string[] = [];
  let size = 0;
  for (const [index, row] of rows.entries()) {
    const encoded = recordable(row, `Row ${index} of ${name}`) ?? 'null';
    if (text.length > 0 && (text.length >= LIMITS.itemsPerChunk || size + encoded.length > LIMITS.resultBytes)) {
      yield { count: text.length, text };
      text = [];
      size = 0;
    }
    text.push(encoded);
    size += encoded.length;
  }
  if (text.length > 0) yield { count: text.length, text };
}

export async function items(execution: Execution, name: string, reports: Iterable<ItemReport>): Promise<ItemSummary> {
  const op = execution.nextOp('items', name);
  const counts: Record<ItemOutcome, number> = { delivered: 0, dropped: 0, failed: 0 };
  const reasons: Record<string, number> = {};
  for (const { outcome, reason } of reports) {
    counts[outcome] += 1;
    if (outcome !== 'delivered') reasons[reason ?? outcome] = (reasons[reason ?? outcome] ?? 0) + 1;
  }
  const total = counts.delivered + counts.dropped + counts.failed;
  const outcomes = { ...counts, reasons };
  if (execution.history.items(op).length > 0) {
    await execution.replayed(op);
  } else if (total > 0) {
    await execution.mayBegin();
    const at = execution.ports.now();
    void execution.commit({
      type: 'items.recorded',
      op,
      name,
      stage: currentStage(execution.run),
      startedAt: at,
      total,
      first: true,
      outcomes,
      report: true,
      payload: null,
    });
  }
  return addOutcomes(null, { input: total, ...outcomes });
}

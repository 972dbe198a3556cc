import { crashPoint } from '../../journal/crash-point.ts';
import { LIMITS } from '../../domain/limits.ts';
import { resolveRetryPolicy } from '../../domain/retry-policy.ts';
import { addOutcomes } from '../../domain/items.ts';
import { storeError } from '../../domain/error-record.ts';
import type { Execution } from '../execution.ts';
import { optionalDurationMs } from '../duration-option.ts';
import { ItemChunks } from '../item-chunks.ts';
import { never } from '../never.ts';
import { runItem, type ItemCall } from '../run-item.ts';
import type { ItemContext, ItemResult, MapOptions, MapResult } from '../run-context.ts';
import { NestedCall, StepError } from '../run-errors.ts';
import { currentStage } from '../run-scope.ts';

const DEFAULT_CONCURRENCY = 8;

export async function map<I, T>(
  execution: Execution,
  name: string,
  items: readonly I[],
  fn: (item: I, step: ItemContext) => T | Promise<T>,
  options: MapOptions = {},
): Promise<MapResult<T>> {
  if (items.length > LIMITS.itemsPerMap) {
    throw new RangeError(`The map ${name} got ${items.length} items; at most ${LIMITS.itemsPerMap} are possible.`);
  }
  const op = execution.nextOp('map', name);
  const policy = resolveRetryPolicy(execution.retry, options.retry);
  const timeoutMs = optionalDurationMs(options.timeout, `the timeout of map ${name}`);
  const call: ItemCall<I, T> = { op, name, fn, policy, timeoutMs };
  const chunks = new ItemChunks<T>(execution, {
    op,
    name,
    total: items.length,
    stage: currentStage(execution.run),
    report: options.report ?? false,
  });
  if (!chunks.fits) await execution.putAside(op);
  if (chunks.anyRecorded) await execution.replayed(op);
  // More than once when a pause was taken back after all lanes had stopped for it.
  while (!chunks.complete) {
    await execution.mayBegin();
    const fault = await execution.during(() => runMissing(execution, call, items, chunks, options.concurrency ?? DEFAULT_CONCURRENCY));
    if (fault !== null) return failRun(execution, name, fault);
  }
  return conclude(name, chunks.results(), options.maxFailed);
}

/**
 * A fixed number of lanes take the next open item until none is left, or somebody wants the run to stop, or the code proves
 * to be wrong for all of them.
 */
async function runMissing<I, T>(
  execution: Execution,
  call: ItemCall<I, T>,
  items: readonly I[],
  chunks: ItemChunks<T>,
  concurrency: number,
): Promise<NestedCall | null> {
  const open = chunks.missing();
  const faults: NestedCall[] = [];
  const lane = async (): Promise<void> => {
    for (let index = open.next(); index.done !== true; index = open.next()) {
      execution.ports.hearControl();
      if (execution.stopping || execution.isOver) return;
      const result = await runItem(execution, call, items, index.value);
      if (result === null) return;
      if (result instanceof NestedCall) {
        faults.push(result);
        open.return();
        return;
      }
      chunks.add(index.value, result);
      crashPoint('T3');
      // A million trivial items must not keep the thread from its messages.
      if (chunks.full) await chunks.recorded();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.floor(concurrency)) }, lane));
  // Not waited for: the answer of a map comes at the moment of its last record, as every other answer.
  chunks.flush();
  return faults[0] ?? null;
}

/**
 * Ends the run from here, and never passes: a failure of a map is not recorded, so a function that caught it and went on
 * would not find its way in a replay.
 */
async function failRun(execution: Execution, name: string, fault: NestedCall): Promise<never> {
  const error = storeError(fault, { code: fault.code, step: name, attempt: fault.attempt });
  await execution.finish({ type: 'run.finished', status: 'failed', reason: 'step_failed', error, payload: null });
  return never();
}

function conclude<T>(name: string, results: readonly ItemResult<T>[], maxFailed: number | undefined): MapResult<T> {
  const values: T[] = [];
  const counts = { delivered: 0, dropped: 0, failed: 0 };
  const reasons: Record<string, number> = {};
  for (const result of results) {
    counts[result.outcome] += 1;
    if (result.outcome === 'delivered') values.push(result.value);
    else reasons[result.reason] = (reasons[result.reason] ?? 0) + 1;
  }
  if (maxFailed !== undefined && counts.failed > maxFailed) {
    const message = `${counts.failed} of ${results.length} items of ${name} failed; at most ${maxFailed} may.`;
    throw new StepError(storeError(new Error(message), { code: 'too_many_failed_items', step: name, attempt: null }));
  }
  return { results, values, summary: addOutcomes(null, { input: results.length, ...counts, reasons }) };
}

import type { JsonText } from '../domain/json.ts';
import { trustJsonText } from '../domain/json-text.ts';
import { LIMITS } from '../domain/limits.ts';
import type { Execution } from './execution.ts';
import type { PackedItem } from '../domain/packed-items.ts';
import { recordable, revive } from './payload.ts';
import type { ItemResult } from './run-context.ts';

interface MapFacts {
  readonly op: string;
  readonly name: string;
  readonly total: number;
  readonly stage: string | null;
  readonly report: boolean;
}

/**
 * The outcomes of a map on their way to the journal. A chunk holds whatever was finished while the chunk before it was
 * being made durable, so the cost of a record is shared by more items the faster they come.
 */
export class ItemChunks<T> {
  private readonly execution: Execution;
  private readonly facts: MapFacts;
  private readonly found: (ItemResult<T> | undefined)[];
  private readonly startedAt: number;
  private done = 0;
  private readonly open: { readonly index: number; readonly result: ItemResult<T>; readonly text: JsonText | null }[] = [];
  private openBytes = 0;
  private sending: Promise<void> | null = null;
  /** Some of the items have their outcome from the journal. */
  anyRecorded = false;
  /** What is recorded belongs to as many items as there are now. */
  readonly fits: boolean;

  constructor(execution: Execution, facts: MapFacts) {
    this.execution = execution;
    this.facts = facts;
    this.found = Array.from({ length: facts.total });
    this.startedAt = execution.ports.now();
    const recorded = execution.history.items(facts.op);
    this.anyRecorded = recorded.length > 0;
    this.fits = recorded.every(({ total }) => total === facts.total);
    for (const chunk of recorded) {
      for (const item of revive<PackedItem<T>[]>(chunk.payload)) this.put(item[0], unpack(item));
    }
  }

  get complete(): boolean {
    return this.done === this.facts.total;
  }

  get full(): boolean {
    return this.open.length >= LIMITS.itemsPerChunk || this.openBytes >= LIMITS.resultBytes;
  }

  /** The indexes that have no outcome yet; shared by all lanes. */
  *missing(): Generator<number, void> {
    for (let index = 0; index < this.facts.total; index++) {
      if (this.found[index] === undefined) yield index;
    }
  }

  add(index: number, result: ItemResult<T>): void {
    const { text, kept } = this.pack(index, result);
    this.put(index, kept);
    this.open.push({ index, result: kept, text });
    this.openBytes += text?.length ?? 0;
    this.sending ??= this.send();
  }

  /** Hands over every outcome so far. */
  flush(): void {
    while (this.open.length > 0) void this.commit(this.nextChunk());
  }

  /** Resolves when every outcome so far is durable. */
  async recorded(): Promise<void> {
    while (this.sending !== null) await this.sending;
  }

  results(): readonly ItemResult<T>[] {
    return this.found.flatMap((result) => (result === undefined ? [] : [result]));
  }

  private put(index: number, result: ItemResult<T>): void {
    if (this.found[index] === undefined) this.done += 1;
    this.found[index] = result;
  }

  /** A value that cannot be recorded makes its item fail; what is kept is what a replay would find. */
  private pack(index: number, result: ItemResult<T>): { text: JsonText | null; kept: ItemResult<T> } {
    if (result.outcome !== 'delivered') return { text: null, kept: result };
    try {
      const text = recordable(result.value, `The result of item ${index} of ${this.facts.name}`);
      return { text, kept: { outcome: 'delivered', value: revive(text) } };
    } catch (error) {
      return { text: null, kept: { outcome: 'failed', reason: error instanceof Error ? error.message : 'unrecordable' } };
    }
  }

  private async send(): Promise<void> {
    // What else is finished in this turn goes along.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    while (this.open.length > 0) await this.commit(this.nextChunk());
    this.sending = null;
  }

  /** As much as one record may hold; a single outcome always fits. */
  private nextChunk(): typeof this.open {
    let count = 0;
    for (let bytes = 0; count < Math.min(this.open.length, LIMITS.itemsPerChunk) && bytes < LIMITS.resultBytes; count++) {
      bytes += this.open[count]?.text?.length ?? 0;
    }
    const chunk = this.open.splice(0, count);
    for (const { text } of chunk) this.openBytes -= text?.length ?? 0;
    return chunk;
  }

  private async commit(chunk: typeof this.open): Promise<void> {
    const { op, name, total, stage, report } = this.facts;
    const counts = { delivered: 0, dropped: 0, failed: 0 };
    const reasons: Record<string, number> = {};
    const parts: string[] = [];
    for (const { index, result, text } of chunk) {
      counts[result.outcome] += 1;
      if (result.outcome !== 'delivered') reasons[result.reason] = (reasons[result.reason] ?? 0) + 1;
      parts.push(packed(index, result, text));
    }
    const first = !this.anyRecorded;
    this.anyRecorded = true;
    const payload = trustJsonText(`[${parts.join(',')}]`);
    const outcomes = { ...counts, reasons };
    await this.execution.commit({
      type: 'items.recorded',
      op,
      name,
      stage,
      startedAt: this.startedAt,
      total,
      first,
      outcomes,
      report,
      payload,
    });
  }
}

function packed(index: number, result: ItemResult<unknown>, text: JsonText | null): string {
  if (result.outcome === 'delivered') return text === null ? `[${index},"d"]` : `[${index},"d",${text}]`;
  return `[${index},"${result.outcome === 'dropped' ? 'x' : 'f'}",${JSON.stringify(result.reason)}]`;
}

function unpack<T>([, outcome, content]: PackedItem<T>): ItemResult<T> {
  if (outcome === 'd') return { outcome: 'delivered', value: content };
  return { outcome: outcome === 'x' ? 'dropped' : 'failed', reason: content };
}

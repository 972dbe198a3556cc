import type { OutcomeCounts } from './change.ts';
import type { JsonText } from './json.ts';
import { trustJsonText } from './json-text.ts';

/** One item in a recorded chunk of a map: index, then `d`elivered, `x` for dropped or `f`ailed, then its value or reason. */
export type PackedItem<T = unknown> =
  | readonly [index: number, outcome: 'd', value: T]
  | readonly [index: number, outcome: 'x' | 'f', reason: string];

/** A chunk without the items that failed, so that only those are tried again. */
export function withoutFailed(payload: JsonText | null): { readonly payload: JsonText; readonly outcomes: OutcomeCounts } {
  const kept = unpackItems(payload).filter(([, outcome]) => outcome !== 'f');
  const reasons = new Map<string, number>();
  for (const [, outcome, reason] of kept) {
    if (outcome !== 'd') reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const dropped = kept.filter(([, outcome]) => outcome === 'x').length;
  const outcomes = { delivered: kept.length - dropped, dropped, failed: 0, reasons: Object.fromEntries(reasons) };
  return { payload: trustJsonText(JSON.stringify(kept)), outcomes };
}

function unpackItems(payload: JsonText | null): readonly PackedItem[] {
  const items: unknown = payload === null ? [] : JSON.parse(payload);
  return Array.isArray(items) ? items.filter(isPacked) : [];
}

function isPacked(item: unknown): item is PackedItem {
  return Array.isArray(item) && typeof item[0] === 'number';
}

import { cutText } from './cut-text.ts';
import { LIMITS } from './limits.ts';

/** What became of one row, line or document. */
export type ItemOutcome = 'delivered' | 'dropped' | 'failed';

/** Counts by outcome. `input = delivered + dropped + failed + pending` holds at every moment. */
export interface ItemSummary {
  readonly input: number;
  readonly delivered: number;
  readonly dropped: number;
  readonly failed: number;
  readonly pending: number;
  /** Dropped and failed items by reason; the counts add up to `dropped + failed`. */
  readonly reasons: { readonly [reason: string]: number };
}

export const NO_ITEMS: ItemSummary = { input: 0, delivered: 0, dropped: 0, failed: 0, pending: 0, reasons: {} };

/** Outcomes of some items. `input` announces items that come into view now; the first chunk of a map announces them all. */
export interface OutcomeUpdate {
  readonly input: number;
  readonly delivered: number;
  readonly dropped: number;
  readonly failed: number;
  readonly reasons: { readonly [reason: string]: number };
}

/** Where dropped and failed items are counted that came without a reason, or with one too many. */
const UNSTATED = 'unstated';
const OTHER = 'other';
const NOT_PROCESSED = 'not_processed';

/**
 * Adds outcomes to a summary. Outcomes are taken from the pending items; when there are more outcomes than pending items,
 * the missing ones are counted as input too. Reasons that do not add up to the dropped and failed items are cut, or
 * filled up as `unstated`; beyond `LIMITS.itemReasons` different ones they count as `other`.
 */
export function addOutcomes(summary: ItemSummary | null, update: OutcomeUpdate): ItemSummary {
  const before = summary ?? NO_ITEMS;
  const settled = update.delivered + update.dropped + update.failed;
  const delivered = before.delivered + update.delivered;
  const dropped = before.dropped + update.dropped;
  const failed = before.failed + update.failed;
  const pending = Math.max(0, before.pending + update.input - settled);
  return {
    input: delivered + dropped + failed + pending,
    delivered,
    dropped,
    failed,
    pending,
    reasons: addReasons(before.reasons, update.reasons, update.dropped + update.failed),
  };
}

// Reasons come from authors and may be named like members of Object.prototype: only a Map counts them safely.
function addReasons(before: ItemSummary['reasons'], added: ItemSummary['reasons'], unresolved: number): ItemSummary['reasons'] {
  const counts = new Map(Object.entries(before));
  let left = unresolved;
  for (const [reason, count] of Object.entries(added)) {
    const counted = Math.max(0, Math.min(count, left));
    left -= counted;
    addReason(counts, reason, counted);
  }
  addReason(counts, UNSTATED, left);
  return Object.fromEntries(counts);
}

function addReason(counts: Map<string, number>, reason: string, count: number): void {
  if (count <= 0) return;
  const short = cutText(reason, LIMITS.itemReasonLength);
  const key = counts.has(short) || counts.size < LIMITS.itemReasons - 1 ? short : OTHER;
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** What a client asks of a batch: how many of its items came through, and why each of the others did not. */
export interface GapReport {
  readonly input: number;
  readonly delivered: number;
  readonly unresolved: number;
  /** The commonest first. The counts add up to `unresolved`. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

/** The gap report of a summary. Items that have no outcome yet are unresolved as `not_processed`. */
export function gapReport(summary: ItemSummary): GapReport {
  const counts = new Map(Object.entries(summary.reasons));
  if (summary.pending > 0) counts.set(NOT_PROCESSED, (counts.get(NOT_PROCESSED) ?? 0) + summary.pending);
  const unsorted = [...counts].map(([reason, count]) => ({ reason, count }));
  const reasons = unsorted.toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  return { input: summary.input, delivered: summary.delivered, unresolved: summary.input - summary.delivered, reasons };
}

import { ACCEPT_BITS, MARGIN_BITS, MOVED_BITS, SUSPECT_BITS } from './thresholds.ts';
import { type Edge, OpenEdges } from './open-edges.ts';
import { hasEvidence } from './evidence.ts';
import type { Candidate } from './match-people.ts';

export type Fate =
  | { readonly kind: 'matched'; readonly after: number; readonly bits: number; readonly evidence: number }
  /** Several fit, and nothing says which. */
  | { readonly kind: 'ambiguous'; readonly rivals: readonly number[] }
  /** One is alike, but not enough. */
  | { readonly kind: 'uncertain'; readonly after: number; readonly bits: number }
  | { readonly kind: 'absent' };

export interface Assignment {
  /** By the index of the earlier person. */
  readonly fates: readonly Fate[];
  /** Later people who were left unmatched because it could not be said which of several earlier ones they are. */
  readonly contested: ReadonlySet<number>;
}

/**
 * Gives each earlier person at most one later one and the other way round, the surest first. Who is taken is no rival any
 * more, so a namesake is told apart as soon as the other one is. What stays doubtful is never guessed.
 */
export function assignMatches(candidates: Iterable<Candidate>, beforeCount: number, afterCount: number): Assignment {
  const edges = [...candidates].map(([before, after, decibits, evidence]): Edge => ({ before, after, bits: decibits / 10, evidence }));
  const atOnce = matchClearOnes(edges);
  const left = raiseOdds(
    edges.filter((edge) => !atOnce.before.has(edge.before) && !atOnce.after.has(edge.after)),
    afterCount / Math.max(1, afterCount - atOnce.after.size),
  );
  const later = matchClearOnes(left);
  const open = new OpenEdges(left.filter((edge) => !later.before.has(edge.before) && !later.after.has(edge.after)));
  const fates = Array.from({ length: beforeCount }, (_, before): Fate => {
    const match = atOnce.before.get(before) ?? later.before.get(before);
    return match === undefined
      ? fateOfUnmatched(open.ofBefore(before))
      : { kind: 'matched', after: match.after, bits: match.bits, evidence: match.evidence };
  });
  return { fates, contested: new Set(fates.flatMap((fate) => (fate.kind === 'ambiguous' ? fate.rivals : []))) };
}

interface Matches {
  readonly before: ReadonlyMap<number, Edge>;
  readonly after: ReadonlySet<number>;
}

/** Takes every pair that is sure and has no near rival; each one frees others of a rival, until nothing more is clear. */
function matchClearOnes(edges: readonly Edge[]): Matches {
  const before = new Map<number, Edge>();
  const after = new Set<number>();
  const open = new OpenEdges(edges);
  const sure = edges.filter(isAcceptable).toSorted((x, y) => y.bits - x.bits || x.before - y.before || x.after - y.after);
  let found = true;
  while (found) {
    found = false;
    for (const edge of sure) {
      if (before.has(edge.before) || after.has(edge.after) || open.bestRivalBits(edge) > edge.bits - MARGIN_BITS) continue;
      before.set(edge.before, edge);
      after.add(edge.after);
      open.close(edge);
      found = true;
    }
  }
  return { before, after };
}

function isAcceptable(edge: Edge): boolean {
  return edge.bits >= ACCEPT_BITS && !hasEvidence(edge.evidence, 'names do not fit');
}

/**
 * The odds of those who are left: there are fewer people whom anyone could be taken for, and who has not been found at the
 * old company has most likely moved, so that another company speaks against a match no longer.
 */
function raiseOdds(edges: readonly Edge[], fewer: number): readonly Edge[] {
  const fewerBits = Math.log2(fewer);
  return edges.map((edge) => ({ ...edge, bits: edge.bits + fewerBits + (hasEvidence(edge.evidence, 'same company') ? 0 : MOVED_BITS) }));
}

function fateOfUnmatched(open: readonly Edge[]): Fate {
  const [best] = open.toSorted((x, y) => y.bits - x.bits);
  if (best === undefined || best.bits < SUSPECT_BITS) return { kind: 'absent' };
  if (!isAcceptable(best)) return { kind: 'uncertain', after: best.after, bits: best.bits };
  return { kind: 'ambiguous', rivals: open.filter((edge) => edge.bits > best.bits - MARGIN_BITS).map((edge) => edge.after) };
}

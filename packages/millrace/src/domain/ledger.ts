import type { CreditTerms } from './credit-terms.ts';

/**
 * Credits of a workspace are always in one of four accounts. `granted` is where they come from, so its balance is zero or
 * below; what is in the other three adds up to what was granted. The sum of all four is always zero.
 */
export const ACCOUNTS = ['granted', 'available', 'held', 'spent'] as const;
export type Account = (typeof ACCOUNTS)[number];

/** Every way in which credits can move, and nothing else. Amounts are whole and above zero; the kind says the direction. */
export const MOVES = {
  /** Credits are given to the workspace. */
  grant: { from: 'granted', to: 'available' },
  /** A run that starts puts aside what it may cost at most. */
  hold: { from: 'available', to: 'held' },
  /** A run that ends pays for what it used. */
  capture: { from: 'held', to: 'spent' },
  /** A run that ends gives back what it did not use. */
  release: { from: 'held', to: 'available' },
  /** A run that starts with a quote pays its price at once. */
  charge: { from: 'available', to: 'spent' },
  /** A run that was paid for at its start gets back what it did not use. */
  rebate: { from: 'spent', to: 'available' },
} as const satisfies { readonly [kind: string]: { readonly from: Account; readonly to: Account } };

export type EntryKind = keyof typeof MOVES;
export const ENTRY_KINDS = ['grant', 'hold', 'capture', 'release', 'charge', 'rebate'] as const satisfies readonly EntryKind[];

export type Balances = { readonly [A in Account]: number };

/** One movement. The amount is whole and above zero. */
export interface Move {
  readonly kind: EntryKind;
  readonly amount: number;
}

/** A movement as the ledger keeps it; entries are only ever added. */
export interface LedgerEntry extends Move {
  readonly id: string;
  readonly workspaceId: string;
  /** Counts the entries of the workspace from 1 without gaps. */
  readonly seq: number;
  readonly at: number;
  /** The run behind it; null for a grant. */
  readonly runId: string | null;
  readonly quoteId: string | null;
  /** The id of the key or user who gave credits; null for what runs do. */
  readonly actor: string | null;
  readonly note: string | null;
}

export const NO_CREDITS: Balances = { granted: 0, available: 0, held: 0, spent: 0 };

/** The balances after one more movement. */
export function move(balances: Balances, { kind, amount }: Move): Balances {
  const { from, to } = MOVES[kind];
  return { ...balances, [from]: balances[from] - amount, [to]: balances[to] + amount };
}

/** What a run puts aside, or pays, when it is accepted. */
export function openingMoves(terms: CreditTerms | null): readonly Move[] {
  return terms === null ? [] : moved([{ kind: terms.prepaid ? 'charge' : 'hold', amount: terms.held }]);
}

/** What becomes of it when the run has ended, however it ended. With the opening moves it adds up to what was charged. */
export function settle(terms: CreditTerms | null, creditsUsed: number): readonly Move[] {
  if (terms === null) return [];
  const charged = chargedCredits(terms, creditsUsed);
  const rest = terms.held - charged;
  if (terms.prepaid) return moved([{ kind: 'rebate', amount: rest }]);
  return moved([
    { kind: 'capture', amount: charged },
    { kind: 'release', amount: rest },
  ]);
}

/** What a run costs: what it used, and never more than was put aside for it. */
export function chargedCredits(terms: CreditTerms | null, creditsUsed: number): number {
  return terms === null ? 0 : Math.min(creditsUsed, terms.held);
}

/** Nothing moves, so nothing is written. */
function moved(moves: readonly Move[]): readonly Move[] {
  return moves.filter(({ amount }) => amount > 0);
}

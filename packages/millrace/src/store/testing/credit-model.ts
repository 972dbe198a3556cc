import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CreditTerms } from '../../domain/credit-terms.ts';
import { ACCOUNTS, move, MOVES, NO_CREDITS } from '../../domain/ledger.ts';
import { finished } from './changes.ts';
import { ALL, granted, used } from './credit-changes.ts';
import { WORKSPACE } from './scenario.ts';
import type { RunRef, Scenario } from './scenario.ts';

const ENDS = { complete: 'completed', fail: 'failed', cancel: 'cancelled' } as const;

/** One thing that happens to the credits of a workspace. */
export const ACT = fc.record({
  kind: fc.constantFrom('grant', 'start', 'use', 'complete', 'fail', 'cancel'),
  amount: fc.integer({ min: 1, max: 100 }),
  /** Which of the live runs it happens to. */
  pick: fc.nat({ max: 20 }),
  prepaid: fc.boolean(),
});
type Act = typeof ACT extends fc.Arbitrary<infer T> ? T : never;

interface ModelRun {
  readonly ref: RunRef;
  readonly terms: CreditTerms;
  used: number;
}

/** Does things in a real ledger, remembers what should have come of them, and compares. */
export class CreditModel {
  private readonly live: ModelRun[] = [];
  private readonly ended: ModelRun[] = [];
  private readonly s: Scenario;

  constructor(s: Scenario) {
    this.s = s;
  }

  async do({ kind, amount, pick, prepaid }: Act): Promise<void> {
    if (kind === 'grant') return this.s.catalog(granted(amount));
    if (kind === 'start') {
      const terms = { held: amount, prepaid, quoteId: null };
      this.live.push({ ref: await this.s.start({ credits: terms }), terms, used: 0 });
      return;
    }
    const run = this.live[pick % Math.max(1, this.live.length)];
    if (run === undefined) return;
    if (kind === 'use') {
      run.used += amount;
      await this.s.make(run.ref, used(amount), 1);
      return;
    }
    await this.s.make(run.ref, finished(ENDS[kind]), 1);
    this.ended.push(...this.live.splice(this.live.indexOf(run), 1));
  }

  check(): void {
    const balances = this.s.store.credits.balances(WORKSPACE);
    assert.equal(total(ACCOUNTS.map((account) => balances[account])), 0);
    const entries = this.s.store.credits.entries(WORKSPACE, {}, ALL).data.toReversed();
    assert.deepEqual(entries.reduce(move, NO_CREDITS), balances, 'the balances are what the entries add up to');
    assert.deepEqual(
      entries.map(({ seq }) => seq),
      entries.map((_, index) => index + 1),
    );
    assert.equal(balances.held, total(this.live.map(({ terms }) => (terms.prepaid ? 0 : terms.held))));
    for (const run of this.ended) assert.equal(this.spentOn(run), Math.min(run.used, run.terms.held));
  }

  private spentOn({ ref }: ModelRun): number {
    const { data } = this.s.store.credits.entries(WORKSPACE, { runId: ref.runId }, ALL);
    return total(data.map(({ kind, amount }) => (MOVES[kind].to === 'spent' ? amount : 0) - (MOVES[kind].from === 'spent' ? amount : 0)));
  }
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

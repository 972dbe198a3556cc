import type { CatalogChange } from '../../domain/change.ts';
import { LIMITS } from '../../domain/limits.ts';
import { move, openingMoves, settle, type Move } from '../../domain/ledger.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Run } from '../../domain/run.ts';
import type { StartGuard } from '../../domain/start-guard.ts';
import type { CreditWrites } from './credit-writes.ts';
import type { NewEntry } from './ledger-writes.ts';

/** What the changes of one commit do to credits, while it is not yet clear that all of them can be made. */
export class StagedCredits {
  private readonly entries: NewEntry[] = [];
  private readonly accepted: Run[] = [];
  private readonly writes: CreditWrites;

  constructor(writes: CreditWrites) {
    this.writes = writes;
  }

  /** Whether a new run may be accepted; if so, what it puts aside or pays is staged with it. */
  accept(run: Run, guards: readonly StartGuard[]): Refusal | null {
    for (const guard of guards) {
      const refusal = this.check(guard, run);
      if (refusal !== null) return refusal;
    }
    const quoteId = run.credits?.quoteId ?? null;
    const problem = quoteId === null ? null : this.quoteProblem(run.workspaceId, quoteId, run.createdAt);
    if (problem !== null) return { kind: 'quote_invalid', problem };
    this.accepted.push(run);
    this.stage(run, openingMoves(run.credits), run.createdAt);
    return null;
  }

  /** The run has ended: it pays for what it used, and the rest goes back. */
  end(run: Run): void {
    this.stage(run, settle(run.credits, run.creditsUsed), run.updatedAt);
  }

  grant({ workspaceId, grant }: Extract<CatalogChange, { type: 'credits.granted' }>, at: number): Refusal | null {
    const { id, amount, note, actor, idempotency } = grant;
    const earlier = idempotency === null ? null : this.writes.ledger.grantWith(workspaceId, idempotency.key);
    if (earlier !== null) {
      const isSame = earlier.fingerprint === idempotency?.fingerprint;
      return isSame ? { kind: 'grant_replay', entryId: earlier.entryId } : { kind: 'grant_mismatch' };
    }
    const { granted } = this.writes.ledger.balances(workspaceId);
    if (amount - granted > LIMITS.creditsGranted) return { kind: 'limit_exceeded', limit: 'creditsGranted', max: LIMITS.creditsGranted };
    this.entries.push({ id, workspaceId, kind: 'grant', amount, at, runId: null, quoteId: null, actor, note, idempotency });
    return null;
  }

  /** All of the commit can be made. */
  write(): void {
    for (const entry of this.entries) this.writes.ledger.write(entry);
    for (const { workspaceId, id, credits } of this.accepted) {
      if (credits !== null && credits.quoteId !== null) this.writes.markQuoteUsed(workspaceId, credits.quoteId, id);
    }
  }

  private check(guard: StartGuard, run: Run): Refusal | null {
    switch (guard.kind) {
      case 'active-plan':
        return this.writes.isActive(run.workspaceId) ? null : { kind: 'plan_inactive' };
      case 'live-runs': {
        const { max, workflow } = guard;
        return this.liveRuns(run.workspaceId, workflow) < max ? null : { kind: 'too_many_runs', max, workflow };
      }
      case 'available-credits': {
        const available = this.available(run.workspaceId);
        return available >= guard.atLeast ? null : { kind: 'insufficient_credits', available };
      }
    }
  }

  private quoteProblem(workspaceId: string, quoteId: string, at: number): 'unknown' | 'expired' | 'used' | null {
    const isUsedHere = this.accepted.some(({ credits }) => credits?.quoteId === quoteId);
    return isUsedHere ? 'used' : this.writes.quoteProblem(workspaceId, quoteId, at);
  }

  private liveRuns(workspaceId: string, workflow: string | null): number {
    const isCounted = (run: Run): boolean => run.workspaceId === workspaceId && (workflow ?? run.workflow) === run.workflow;
    return this.writes.liveRuns.count(workspaceId, workflow) + this.accepted.filter(isCounted).length;
  }

  private available(workspaceId: string): number {
    const staged = this.entries.filter((entry) => entry.workspaceId === workspaceId);
    return staged.reduce(move, this.writes.ledger.balances(workspaceId)).available;
  }

  private stage({ workspaceId, id, credits }: Run, moves: readonly Move[], at: number): void {
    for (const { kind, amount } of moves) {
      const what = { runId: id, quoteId: credits?.quoteId ?? null, actor: null, note: null, idempotency: null };
      this.entries.push({ id: `${id}.${kind}`, workspaceId, kind, amount, at, ...what });
    }
  }
}

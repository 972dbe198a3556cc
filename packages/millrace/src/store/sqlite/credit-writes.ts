import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Plan } from '../../domain/plan.ts';
import type { QuoteEntry } from '../../domain/quote.ts';
import { LedgerWrites } from './ledger-writes.ts';
import { LiveRuns } from './live-runs.ts';
import { integerOrNull, textOrNull } from './row-values.ts';

/** What is written about credits and limits, and what has to be known of them before a run is accepted. */
export class CreditWrites {
  readonly ledger: LedgerWrites;
  readonly liveRuns: LiveRuns;
  private readonly activePlan: StatementSync;
  private readonly plan: StatementSync;
  private readonly quoteState: StatementSync;
  private readonly quote: StatementSync;
  private readonly useQuote: StatementSync;

  constructor(db: DatabaseSync) {
    this.ledger = new LedgerWrites(db);
    this.liveRuns = new LiveRuns(db);
    this.activePlan = db.prepare('SELECT active FROM plans WHERE workspace_id = ?');
    this.plan = db.prepare(
      'INSERT INTO plans (workspace_id, name, active, metered, requests_per_minute, concurrent_runs, credits_per_period, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (workspace_id) DO UPDATE SET name = excluded.name, active = excluded.active, metered = excluded.metered, requests_per_minute = excluded.requests_per_minute, concurrent_runs = excluded.concurrent_runs, credits_per_period = excluded.credits_per_period, updated_at = excluded.updated_at',
    );
    this.quoteState = db.prepare('SELECT expires_at, run_id FROM quotes WHERE workspace_id = ? AND id = ?');
    this.quote = db.prepare(
      'INSERT INTO quotes (workspace_id, id, token_hash, workflow, version, input_hash, credits, estimate, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.useQuote = db.prepare('UPDATE quotes SET run_id = ? WHERE workspace_id = ? AND id = ?');
  }

  isActive(workspaceId: string): boolean {
    return this.activePlan.get(workspaceId)?.['active'] !== 0;
  }

  /** Why a quote cannot be used at this time, or null. */
  quoteProblem(workspaceId: string, quoteId: string, at: number): 'unknown' | 'expired' | 'used' | null {
    const row = this.quoteState.get(workspaceId, quoteId);
    if (row === undefined) return 'unknown';
    if (textOrNull(row, 'run_id') !== null) return 'used';
    return (integerOrNull(row, 'expires_at') ?? 0) <= at ? 'expired' : null;
  }

  markQuoteUsed(workspaceId: string, quoteId: string, runId: string): void {
    this.useQuote.run(runId, workspaceId, quoteId);
  }

  writePlan(workspaceId: string, plan: Plan, at: number): void {
    const { name, active, metered, requestsPerMinute, concurrentRuns, creditsPerPeriod } = plan;
    this.plan.run(workspaceId, name, active ? 1 : 0, metered ? 1 : 0, requestsPerMinute, concurrentRuns, creditsPerPeriod, at);
  }

  writeQuote(entry: QuoteEntry): void {
    const { workspaceId, id, tokenHash, workflow, version, inputHash, credits, estimate, createdAt, expiresAt } = entry;
    this.quote.run(workspaceId, id, tokenHash, workflow, version, inputHash, credits, JSON.stringify(estimate), createdAt, expiresAt);
  }

  flush(): void {
    this.ledger.flush();
    this.liveRuns.settle();
  }

  clear(): void {
    this.ledger.clear();
    this.liveRuns.clear();
  }
}

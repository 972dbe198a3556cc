import { isTerminal } from '../domain/run-status.ts';
import type { CommittedRun } from '../journal/journal.ts';

/** Claims of engines that are gone: the journal may still take their start, from a message that was on its way. */
export class LostClaims {
  private readonly claims = new Map<string, { readonly epoch: number; readonly crashed: boolean }>();

  add(runId: string, epoch: number, crashed: boolean): void {
    this.claims.set(runId, { epoch, crashed });
  }

  /** Forgets the claim on a run that is past it. */
  settle(run: CommittedRun): void {
    const lost = this.claims.get(run.runId);
    if (lost !== undefined && (isTerminal(run.status) || run.claimEpoch >= lost.epoch)) this.claims.delete(run.runId);
  }

  /** The run was started although nobody has it: tells whether the engine that started it crashed. */
  takeCrashed(run: CommittedRun): boolean {
    const lost = this.claims.get(run.runId);
    this.claims.delete(run.runId);
    return lost?.epoch === run.claimEpoch && lost.crashed;
  }
}

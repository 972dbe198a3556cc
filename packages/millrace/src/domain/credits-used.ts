import { LIMITS } from './limits.ts';

/** Credits that a run has used so far, with some more. Beyond `LIMITS.creditsPerRun` they are counted no further. */
export function addCredits(used: number, more: number): number {
  return Math.min(used + more, LIMITS.creditsPerRun);
}

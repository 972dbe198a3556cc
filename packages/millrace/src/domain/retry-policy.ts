import { MillraceError } from './errors.ts';
import { LIMITS } from './limits.ts';
import { bad, good } from './result.ts';
import type { Result } from './result.ts';

/** How often a failed step is tried again, and how long Millrace waits in between. */
export interface RetryPolicy {
  /** Attempts in all, the first one included; 1 means no retry. */
  readonly maximumAttempts: number;
  readonly initialIntervalMs: number;
  readonly backoffCoefficient: number;
  readonly maximumIntervalMs: number;
  /** Share of the interval that is drawn at random, 0 to 1, so that many failures do not come back together. */
  readonly jitter: number;
  /** Names or codes of errors that another attempt cannot mend. */
  readonly nonRetryable: readonly string[];
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  maximumAttempts: 3,
  initialIntervalMs: 1_000,
  backoffCoefficient: 2,
  maximumIntervalMs: 60_000,
  jitter: 0.2,
  nonRetryable: [],
};

/** The default policy with each given one laid over it, field by field. Throws `invalid_workflow` when the result makes no sense. */
export function resolveRetryPolicy(...partials: readonly (Partial<RetryPolicy> | undefined)[]): RetryPolicy {
  const checked = checkRetryPolicy(partials.reduce<RetryPolicy>(overlay, DEFAULT_RETRY_POLICY));
  if (!checked.ok) throw new MillraceError('invalid_workflow', checked.problem);
  return checked.value;
}

function overlay(policy: RetryPolicy, over: Partial<RetryPolicy> | undefined): RetryPolicy {
  return {
    maximumAttempts: over?.maximumAttempts ?? policy.maximumAttempts,
    initialIntervalMs: over?.initialIntervalMs ?? policy.initialIntervalMs,
    backoffCoefficient: over?.backoffCoefficient ?? policy.backoffCoefficient,
    maximumIntervalMs: over?.maximumIntervalMs ?? policy.maximumIntervalMs,
    jitter: over?.jitter ?? policy.jitter,
    nonRetryable: over?.nonRetryable ?? policy.nonRetryable,
  };
}

/** Whether the numbers of a policy can be used, each with the range it has to be in. */
export function checkRetryPolicy(policy: RetryPolicy): Result<RetryPolicy> {
  const { maximumAttempts, initialIntervalMs, backoffCoefficient, maximumIntervalMs, jitter } = policy;
  const isAttempts = Number.isInteger(maximumAttempts) && maximumAttempts >= 1 && maximumAttempts <= LIMITS.attemptsPerStep;
  if (!isAttempts) return bad(`retry.maximumAttempts is ${maximumAttempts}; use a whole number from 1 to ${LIMITS.attemptsPerStep}.`);
  if (!isInterval(initialIntervalMs)) return bad(intervalProblem('initialIntervalMs', initialIntervalMs));
  if (!isInterval(maximumIntervalMs)) return bad(intervalProblem('maximumIntervalMs', maximumIntervalMs));
  const isCoefficient = Number.isFinite(backoffCoefficient) && backoffCoefficient >= 1;
  if (!isCoefficient) return bad(`retry.backoffCoefficient is ${backoffCoefficient}; use a number from 1 on.`);
  if (!(jitter >= 0 && jitter <= 1)) return bad(`retry.jitter is ${jitter}; use a number from 0 to 1.`);
  return good(policy);
}

function isInterval(ms: number): boolean {
  return ms >= 0 && ms <= LIMITS.timeoutMs;
}

function intervalProblem(field: string, ms: number): string {
  return `retry.${field} is ${ms}; use milliseconds from 0 to ${LIMITS.timeoutMs}.`;
}

/**
 * Whole milliseconds to wait after the failed attempt of that number, from 1. `random` in [0, 1) draws the jittered share.
 * A longer wait that the other side asked for is kept to, up to `LIMITS.retryAfterMs`.
 */
export function retryDelayMs(policy: RetryPolicy, failedAttempt: number, random: number, retryAfterMs: number | null): number {
  // Both factors may be huge or zero: growth stops at a finite number so that neither Infinity nor 0 × Infinity comes out.
  const growth = Math.min(policy.backoffCoefficient ** (failedAttempt - 1), Number.MAX_SAFE_INTEGER);
  const interval = Math.min(policy.initialIntervalMs * growth, policy.maximumIntervalMs);
  const drawn = interval * (1 - policy.jitter + policy.jitter * random);
  const asked = retryAfterMs !== null && retryAfterMs > 0 ? Math.min(retryAfterMs, LIMITS.retryAfterMs) : 0;
  return Math.round(Math.max(drawn, asked));
}

/** The attempt of that number, from 1, and how the error it ended with is named. */
export interface FailedAttempt {
  readonly number: number;
  readonly error: { readonly name: string; readonly code: string | null };
}

export type NextAttempt =
  | { readonly retry: true; readonly delayMs: number }
  | { readonly retry: false; readonly why: 'attempts_exhausted' | 'not_retryable' };

/** Whether a step is tried again after a failed attempt, and after how long. */
export function nextAttempt(policy: RetryPolicy, failed: FailedAttempt, random: number, retryAfterMs: number | null): NextAttempt {
  const { number, error } = failed;
  const isFinal = policy.nonRetryable.includes(error.name) || (error.code !== null && policy.nonRetryable.includes(error.code));
  if (isFinal) return { retry: false, why: 'not_retryable' };
  if (number >= Math.min(policy.maximumAttempts, LIMITS.attemptsPerStep)) return { retry: false, why: 'attempts_exhausted' };
  return { retry: true, delayMs: retryDelayMs(policy, number, random, retryAfterMs) };
}
